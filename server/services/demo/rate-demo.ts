import { dsirScore, fitDistribution, logRatios, ngramBuckets } from "@/core/signals/dsir";
import { type ReleasedRatings, releasedRatings } from "@/core/signals/released-record";
import { countTokens } from "@/core/tokens/llama-tokens";
import type { DemoDocument } from "@/server/services/demo/demo-document";
import { type DemoWatch, mapWatched } from "@/server/services/demo/demo-progress";

/** A line of the released layout, with the token count and the source that the released files lack. */
export type DemoRecord = ReleasedRatings & {
  readonly id: string;
  readonly content: string;
  /** Empty in the released files too: the folder names the domain. */
  readonly sub_path: "";
  readonly source: string;
  readonly tokens: number;
};

/**
 * Rates the demo corpus. DSIR targets: Moby Dick for books, the factbook for Wikipedia, the given texts for math; raw is
 * the whole corpus.
 */
export async function rateDemo(
  documents: readonly DemoDocument[],
  mathematics: readonly string[],
  watch: DemoWatch,
): Promise<DemoRecord[]> {
  const buckets = await mapWatched(documents, "counting n-grams", watch, ({ text }) => ngramBuckets(text));
  const ofDomain = (domain: DemoDocument["domain"]): Uint16Array[] =>
    buckets.filter((_, at) => documents[at]?.domain === domain);
  const raw = fitDistribution(buckets);
  const books = logRatios(fitDistribution(ofDomain("book")), raw);
  const wikipedia = logRatios(fitDistribution(ofDomain("factbook")), raw);
  const math = logRatios(fitDistribution(mathematics.map(ngramBuckets)), raw);
  return mapWatched(documents, "rating documents", watch, ({ id, source, text }, at) => {
    const features = buckets[at] ?? new Uint16Array();
    return {
      id,
      content: text,
      sub_path: "",
      source,
      tokens: countTokens(text),
      ...releasedRatings(text, {
        dsir_books: dsirScore(features, books),
        dsir_wiki: dsirScore(features, wikipedia),
        dsir_math: dsirScore(features, math),
      }),
    };
  });
}
