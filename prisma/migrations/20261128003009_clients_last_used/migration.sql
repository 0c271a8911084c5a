-- AlterTable
-- Rows that exist get the day of the migration, from the catalog: none of them is rewritten. Nobody knows
-- when those clients were used, so none of them may be taken for one that never was.
ALTER TABLE "clients" ADD COLUMN     "last_used_on" DATE DEFAULT CURRENT_DATE;
