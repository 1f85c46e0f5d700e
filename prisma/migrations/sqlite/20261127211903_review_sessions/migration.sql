-- CreateTable
CREATE TABLE "ReviewSession" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "corpusVersionId" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "closedAt" DATETIME,
    CONSTRAINT "ReviewSession_corpusVersionId_fkey" FOREIGN KEY ("corpusVersionId") REFERENCES "CorpusVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReviewDocument" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sessionId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "domain" TEXT NOT NULL,
    "inclusion" REAL,
    CONSTRAINT "ReviewDocument_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "ReviewSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reviewer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sessionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    CONSTRAINT "Reviewer_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "ReviewSession" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "documentId" TEXT NOT NULL,
    "reviewerId" TEXT NOT NULL,
    "until" DATETIME NOT NULL,
    CONSTRAINT "Assignment_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "ReviewDocument" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Assignment_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Reviewer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReviewAnswer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "documentId" TEXT NOT NULL,
    "reviewerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "rubricVersion" INTEGER NOT NULL,
    "extra" BOOLEAN NOT NULL DEFAULT false,
    "answeredAt" DATETIME NOT NULL,
    "seconds" REAL,
    CONSTRAINT "ReviewAnswer_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "ReviewDocument" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ReviewAnswer_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Reviewer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnswerChange" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "answerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    CONSTRAINT "AnswerChange_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "ReviewAnswer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ReviewSession_workspaceId_createdAt_idx" ON "ReviewSession"("workspaceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewDocument_sessionId_place_key" ON "ReviewDocument"("sessionId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewDocument_sessionId_ordinal_key" ON "ReviewDocument"("sessionId", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "Reviewer_keyHash_key" ON "Reviewer"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "Reviewer_sessionId_name_key" ON "Reviewer"("sessionId", "name");

-- CreateIndex
CREATE INDEX "Assignment_reviewerId_until_idx" ON "Assignment"("reviewerId", "until");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_documentId_reviewerId_key" ON "Assignment"("documentId", "reviewerId");

-- CreateIndex
CREATE INDEX "ReviewAnswer_reviewerId_idx" ON "ReviewAnswer"("reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewAnswer_documentId_reviewerId_key" ON "ReviewAnswer"("documentId", "reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "AnswerChange_answerId_number_key" ON "AnswerChange"("answerId", "number");
