-- AlterTable
ALTER TABLE "ReviewDocument" ADD COLUMN "addedAt" DATETIME;
ALTER TABLE "ReviewDocument" ADD COLUMN "gold" JSONB;
