import "server-only";
import { localCaller } from "@/server/api/caller";

/** Name of a corpus for the title of a page; the page itself says what is wrong when there is none. */
export async function corpusTitle(corpusId: string): Promise<string> {
  const corpora = await localCaller()
    .corpus.list()
    .catch(() => []);
  return corpora.find(({ id }) => id === corpusId)?.name ?? "Corpus";
}
