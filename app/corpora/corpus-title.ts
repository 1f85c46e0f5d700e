import "server-only";
import { localCaller } from "@/server/api/caller";

/** Name of a corpus for the title of a page; the page itself says what is wrong when there is none. */
export const corpusTitle = (corpusId: string): Promise<string> =>
  localCaller()
    .corpus.versions({ corpusId })
    .then(
      ({ name }) => name,
      () => "Corpus",
    );
