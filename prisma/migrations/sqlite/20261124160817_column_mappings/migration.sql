-- CreateTable
CREATE TABLE "ColumnMapping" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "columnsKey" TEXT NOT NULL,
    "mapping" JSONB NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "ColumnMapping_workspaceId_columnsKey_key" ON "ColumnMapping"("workspaceId", "columnsKey");
