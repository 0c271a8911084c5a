-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "verified_emails" TEXT[] DEFAULT ARRAY[]::TEXT[];
