import { readCorpusInfo } from "@/server/services/corpus/corpus-info";

/** What was found out; a fingerprint's files never change. */
const known = new Map<string, boolean>();
const KEPT = 1024;

/** Whether the corpus of a fingerprint was made up by the studio; false when its files are gone. */
export async function isSynthetic(fingerprint: string, home: string): Promise<boolean> {
  const kept = known.get(fingerprint);
  if (kept !== undefined) return kept;
  const info = await readCorpusInfo(fingerprint, home).catch(() => null);
  if (info === null) return false;
  if (known.size >= KEPT) known.clear();
  known.set(fingerprint, info.synthetic);
  return info.synthetic;
}
