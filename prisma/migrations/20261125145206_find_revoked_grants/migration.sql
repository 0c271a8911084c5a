-- CreateIndex
CREATE INDEX "grants_revoked_at_idx" ON "grants"("revoked_at") WHERE (revoked_at IS NOT NULL);
