import type { Corpus, CorpusVersion } from "@/generated/sqlite/client";
import { readCorpusInfo } from "@/server/services/corpus/corpus-info";

export interface CorpusVersionSummary {
  readonly versionId: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly documents: number;
  readonly tokens: number;
  /** When it was taken out of the lists; null while it is in them. */
  readonly archivedAt: Date | null;
}

/** A corpus in one of its versions. Tokens are LLaMA tokens, bytes those of the studio's own files. */
export interface CorpusSummary extends CorpusVersionSummary {
  readonly id: string;
  readonly name: string;
  readonly rejected: number;
  /** Missing values over all raters that are on. */
  readonly missing: number;
  readonly validationDocuments: number;
  readonly validationTokens: number;
  readonly bytes: number;
  readonly source: string;
  /** Whether some ratings are documented heuristics (the demo corpus). */
  readonly standIns: boolean;
  /** Made up by the studio; not to be trained on. */
  readonly synthetic: boolean;
  /** Newest first. */
  readonly versions: readonly CorpusVersionSummary[];
}

export async function toCorpusSummary(
  corpus: Corpus,
  version: CorpusVersion,
  versions: readonly CorpusVersion[],
  home: string,
): Promise<CorpusSummary> {
  // The list stays readable when the files of one corpus are gone; opening that corpus says so.
  const info = await readCorpusInfo(version.fingerprint, home).catch(() => null);
  return {
    ...toVersionSummary(version),
    id: corpus.id,
    name: corpus.name,
    rejected: Number(version.rejected),
    missing: Number(version.missing),
    validationDocuments: Number(version.validationDocuments),
    validationTokens: Number(version.validationTokens),
    bytes: Number(version.bytes),
    source: version.source,
    standIns: info !== null && info.standIns.length > 0,
    synthetic: info?.synthetic ?? false,
    versions: versions.map(toVersionSummary),
  };
}

export const toVersionSummary = (version: CorpusVersion): CorpusVersionSummary => ({
  versionId: version.id,
  number: version.number,
  fingerprint: version.fingerprint,
  createdAt: version.createdAt,
  documents: Number(version.documents),
  tokens: Number(version.tokens),
  archivedAt: version.archivedAt,
});
