-- AlterTable
ALTER TABLE "ReviewDocument" ADD COLUMN     "ruledAt" TIMESTAMP(3),
ADD COLUMN     "ruledBy" TEXT,
ADD COLUMN     "ruling" JSONB;
