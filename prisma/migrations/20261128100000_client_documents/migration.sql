-- AlterEnum
ALTER TYPE "client_kind" ADD VALUE 'document';

-- CreateTable
CREATE TABLE "client_documents" (
    "client_id" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "fresh_until" TIMESTAMPTZ(3) NOT NULL,
    "retry_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "kept_until" TIMESTAMPTZ(3) NOT NULL,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "may_be_private" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "client_documents_pkey" PRIMARY KEY ("client_id")
);

-- CreateIndex
CREATE INDEX "client_documents_kept_until_idx" ON "client_documents"("kept_until");

-- AddForeignKey
ALTER TABLE "client_documents" ADD CONSTRAINT "client_documents_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;
