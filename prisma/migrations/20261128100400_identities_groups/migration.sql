-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "groups" TEXT[] DEFAULT ARRAY[]::TEXT[];
