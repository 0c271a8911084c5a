-- CreateEnum
CREATE TYPE "resource_source" AS ENUM ('environment', 'operator');

-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "introspects" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "resources" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "protected_resources" ADD COLUMN     "source" "resource_source" NOT NULL DEFAULT 'environment';
