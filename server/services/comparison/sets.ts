import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { itemRefSchema } from "@/core/comparison/item";
import { countLengths, LENGTH_EDGES } from "@/core/comparison/lengths";
import { overlapsOf } from "@/core/comparison/overlaps";
import { countRegions, divide, undivided } from "@/core/comparison/regions";
import type { SetsCompared, SetsProgress } from "@/core/comparison/set-figures";
import { RATER_IDS } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import { BoundedCache } from "@/server/services/bounded-cache";
import { comparableItems, type Comparable } from "@/server/services/comparison/comparable-items";
import { itemSets, setKey } from "@/server/services/comparison/item-sets";
import { MOST_ITEMS } from "@/server/services/comparison/items";
import { withRaterMeans } from "@/server/services/comparison/rater-means";
import type { Context } from "@/server/services/context";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { SharedWork } from "@/server/services/shared-work";

export const setsInput = z.object({
  versionId: z.string().min(1),
  items: z.array(itemRefSchema).min(1).max(MOST_ITEMS),
});

/** Answers held; one of 200 sets is about 3 MB. */
const KEPT = 32;

const answers = new BoundedCache<SetsCompared>(KEPT);
const work = new SharedWork<SetsCompared, SetsProgress>();

/**
 * What several items select of one corpus version and have in common, exact over all documents. Who asks for what is being
 * counted joins in, and when nobody listens any more the work ends.
 * @throws StudioError `not-found`; `invalid-input` that names an item whose documents cannot be compared on this version;
 * `corrupt`, `cancelled`
 */
export async function* compareSets({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof setsInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<WorkEvent<SetsCompared, SetsProgress>, void> {
  const { versionId, items } = parseInput(setsInput, input);
  yield* followSets(await comparableItems(ctx, versionId, items), signal);
}

/** The same for items that were found before. */
export async function* followSets(
  comparable: Comparable,
  signal: AbortSignal | undefined,
): AsyncGenerator<WorkEvent<SetsCompared, SetsProgress>, void> {
  const key = comparable.items.map((item) => setKey(comparable, item)).join("\n");
  yield* followWork<SetsCompared, SetsProgress>(signal, async (left, onProgress) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const count = async (
      stop: AbortSignal,
      report: (progress: SetsProgress) => void,
    ): Promise<SetsCompared> => {
      const found = await countSets(comparable, stop, report);
      answers.set(key, found, 1);
      return found;
    };
    return work.join(key, count, { signal: left, onProgress });
  });
}

async function countSets(
  comparable: Comparable,
  signal: AbortSignal,
  report: (progress: SetsProgress) => void,
): Promise<SetsCompared> {
  const began = performance.now();
  const { statistics, fingerprint, home, items } = comparable;
  const columns = await documentColumns(fingerprint, home, signal);
  const found = await itemSets(comparable, items, signal, (done) => report({ done, total: items.length }));
  let regions = undivided(statistics.documents);
  for (const { set } of found) {
    regions = divide(regions, set);
    await setImmediate();
  }
  const sets = found.map(({ set }) => set);
  const counts = countRegions(regions, columns.tokens);
  await setImmediate();
  const overlaps = overlapsOf(sets, counts);
  await setImmediate();
  return {
    sets: await withRaterMeans(comparable, found, { regions, counts }, signal),
    ...overlaps,
    lengthEdges: LENGTH_EDGES,
    corpus: corpusFigures(statistics, columns.tokens),
    seconds: (performance.now() - began) / 1000,
  };
}

function corpusFigures(
  { documents, tokens, domains, raters }: CorpusStatistics,
  lengths: Uint32Array,
): SetsCompared["corpus"] {
  const meanAndSd = RATER_IDS.map((rater) => {
    const found = raters[rater];
    return [rater, found === null ? null : { mean: found.value.mean, sd: found.value.sd }];
  });
  return {
    documents,
    tokens,
    domains,
    lengths: countLengths(lengths),
    raters: Object.fromEntries(meanAndSd) as SetsCompared["corpus"]["raters"],
  };
}
