import type { Corpus, CorpusVersion, ReviewSession } from "@/generated/sqlite/client";
import { sessionSettingsSchema, type SessionSettings } from "@/core/review/session-settings";

export interface SessionSummary {
  readonly id: string;
  readonly name: string;
  readonly corpus: {
    readonly id: string;
    readonly name: string;
    readonly number: number;
    readonly versionId: string;
  };
  readonly settings: SessionSettings;
  readonly documents: number;
  readonly reviewers: number;
  /** Answers that count, of `documents` × `settings.reviewers` wanted. */
  readonly answers: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly closedAt: Date | null;
  readonly archived: boolean;
}

export const SESSION_RELATIONS = {
  corpusVersion: { include: { corpus: true } },
  _count: { select: { documents: true, reviewers: true } },
} as const;

export type SessionRow = ReviewSession & {
  readonly corpusVersion: CorpusVersion & { readonly corpus: Corpus };
  readonly _count: { readonly documents: number; readonly reviewers: number };
};

export const toSessionSummary = (row: SessionRow, answers: number): SessionSummary => ({
  id: row.id,
  name: row.name,
  corpus: {
    id: row.corpusVersion.corpusId,
    name: row.corpusVersion.corpus.name,
    number: row.corpusVersion.number,
    versionId: row.corpusVersionId,
  },
  settings: sessionSettingsSchema.parse(row.settings),
  documents: row._count.documents,
  reviewers: row._count.reviewers,
  answers,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
  closedAt: row.closedAt,
  archived: row.archivedAt !== null,
});
