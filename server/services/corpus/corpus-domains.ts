import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";

/** Domains of the corpora read last; a fingerprint's never change. */
const known = new Map<string, readonly string[]>();
const KEPT = 64;

/** Names of a corpus' domains by their code in the score table, without reading its 2 MB of statistics each time. */
export async function readCorpusDomains(fingerprint: string, home: string): Promise<readonly string[]> {
  const kept = known.get(fingerprint);
  if (kept !== undefined) return kept;
  const statistics = await readCorpusStatistics(fingerprint, home);
  const domains = statistics.domains.map(({ domain }) => domain);
  if (known.size >= KEPT) known.clear();
  known.set(fingerprint, domains);
  return domains;
}
