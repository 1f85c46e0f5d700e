import type { CorpusStatistics } from "@/core/statistics";

/** What the reader needs to know of the corpus version a document belongs to. */
export interface ReaderCorpus {
  readonly id: string;
  readonly versionId: string;
  readonly statistics: CorpusStatistics;
}
