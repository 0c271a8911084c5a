-- AlterTable
ALTER TABLE "consents" ADD COLUMN     "shown" TEXT;
