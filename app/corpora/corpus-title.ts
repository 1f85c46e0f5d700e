import "server-only";
import { pageCaller } from "@/app/page-caller";

/** Name of a corpus for the title of a page; the page itself says what is wrong when there is none. */
export async function corpusTitle(corpusId: string): Promise<string> {
  const corpus = await (await pageCaller()).corpus.versions({ corpusId }).catch(() => null);
  return corpus?.name ?? "Corpus";
}
