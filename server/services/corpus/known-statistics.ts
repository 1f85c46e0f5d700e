import type { CorpusStatistics } from "@/core/statistics";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";

/** Statistics of the corpora read last, about 2 MB of JSON each; a fingerprint's never change. */
const known = new Map<string, Promise<CorpusStatistics>>();
const KEPT = 8;

/** The frozen statistics of a corpus, read once. @throws StudioError `not-found`, `corrupt` */
export function knownStatistics(fingerprint: string, home: string): Promise<CorpusStatistics> {
  const key = `${home}\n${fingerprint}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= KEPT) known.clear();
  const reading = readCorpusStatistics(fingerprint, home);
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}
