-- AlterTable
ALTER TABLE "Run" ADD COLUMN "modelSha256" TEXT;
ALTER TABLE "Run" ADD COLUMN "parentId" TEXT;

-- CreateIndex
CREATE INDEX "Run_parentId_idx" ON "Run"("parentId");
