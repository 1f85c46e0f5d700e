-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "modelSha256" TEXT,
ADD COLUMN     "parentId" TEXT;

-- CreateIndex
CREATE INDEX "Run_parentId_idx" ON "Run"("parentId");
