-- AlterTable
ALTER TABLE "Run" ADD COLUMN "mirror" JSONB;
