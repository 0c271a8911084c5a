-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "registered_as" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "registered_from" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "clients_registered_from_registered_as_created_at_idx" ON "clients"("registered_from", "registered_as", "created_at") WHERE (kind = 'dynamic' AND last_used_on IS NULL);

-- CreateIndex
CREATE INDEX "clients_created_at_idx" ON "clients"("created_at") WHERE (kind = 'dynamic' AND last_used_on IS NULL);

-- CreateIndex
CREATE INDEX "clients_last_used_on_idx" ON "clients"("last_used_on") WHERE (kind = 'dynamic' AND last_used_on IS NOT NULL);
