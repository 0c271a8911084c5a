-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "teams" JSONB NOT NULL DEFAULT '[]';
