-- AlterTable
ALTER TABLE "ReviewDocument" ADD COLUMN     "addedAt" TIMESTAMP(3),
ADD COLUMN     "gold" JSONB;
