-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "organisation_ids" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "pinned_organisations" (
    "issuer" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "pinned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pinned_organisations_pkey" PRIMARY KEY ("issuer","login")
);
