-- AlterTable
ALTER TABLE "protected_resources" ADD COLUMN     "scope_terms" JSONB NOT NULL DEFAULT '{}';
