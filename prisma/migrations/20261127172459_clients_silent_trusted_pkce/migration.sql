-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "pkce_optional" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "silent" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "trusted" BOOLEAN NOT NULL DEFAULT false;
