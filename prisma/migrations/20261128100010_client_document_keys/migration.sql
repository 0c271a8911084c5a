-- CreateTable
CREATE TABLE "client_document_keys" (
    "client_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "jwks" JSONB,
    "fetched_at" TIMESTAMPTZ(3),
    "fresh_until" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_document_keys_pkey" PRIMARY KEY ("client_id")
);

-- AddForeignKey
ALTER TABLE "client_document_keys" ADD CONSTRAINT "client_document_keys_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;
