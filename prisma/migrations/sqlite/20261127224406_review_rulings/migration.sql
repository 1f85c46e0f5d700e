-- AlterTable
ALTER TABLE "ReviewDocument" ADD COLUMN "ruledAt" DATETIME;
ALTER TABLE "ReviewDocument" ADD COLUMN "ruledBy" TEXT;
ALTER TABLE "ReviewDocument" ADD COLUMN "ruling" JSONB;
