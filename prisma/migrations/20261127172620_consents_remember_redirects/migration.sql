-- AlterTable
ALTER TABLE "consents" ADD COLUMN     "redirects" JSONB NOT NULL DEFAULT '{}';
