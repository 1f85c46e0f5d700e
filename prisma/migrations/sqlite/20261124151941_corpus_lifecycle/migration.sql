-- AlterTable
ALTER TABLE "CorpusVersion" ADD COLUMN "deletedAt" DATETIME;
ALTER TABLE "CorpusVersion" ADD COLUMN "deletedBy" TEXT;

-- CreateTable
CREATE TABLE "DataCard" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    "updatedBy" TEXT NOT NULL,
    "corpusId" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    CONSTRAINT "DataCard_corpusId_fkey" FOREIGN KEY ("corpusId") REFERENCES "Corpus" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "DataCard_corpusId_key" ON "DataCard"("corpusId");
