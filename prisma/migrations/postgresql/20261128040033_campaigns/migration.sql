-- AlterTable
ALTER TABLE "Selection" ADD COLUMN     "campaignId" TEXT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "campaignId" TEXT;

-- CreateTable
CREATE TABLE "Campaign" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "corpusVersionId" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "stoppedAt" TIMESTAMP(3),

    CONSTRAINT "Campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Proxy" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "campaignId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "weights" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 1,
    "selectionId" TEXT,
    "runId" TEXT,
    "losses" JSONB,
    "imported" JSONB,
    "failure" TEXT,

    CONSTRAINT "Proxy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Campaign_workspaceId_createdAt_idx" ON "Campaign"("workspaceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Proxy_runId_key" ON "Proxy"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "Proxy_campaignId_number_key" ON "Proxy"("campaignId", "number");

-- CreateIndex
CREATE INDEX "Selection_campaignId_idx" ON "Selection"("campaignId");

-- CreateIndex
CREATE INDEX "Run_campaignId_idx" ON "Run"("campaignId");

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_corpusVersionId_fkey" FOREIGN KEY ("corpusVersionId") REFERENCES "CorpusVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proxy" ADD CONSTRAINT "Proxy_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
