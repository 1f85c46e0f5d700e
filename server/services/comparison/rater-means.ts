import { setImmediate } from "node:timers/promises";
import type { DocumentSet } from "@/core/comparison/document-set";
import type { RegionCounts, Regions } from "@/core/comparison/regions";
import type { SetFigures } from "@/core/comparison/set-figures";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { float32Column } from "@/server/duckdb/raw-column";
import type { Corpus, ItemSet } from "@/server/services/comparison/item-sets";

/** Columns read in one query, which is held whole: 20 bytes a document. */
const AT_ONCE = 5;

/** The figures of sets with the mean value of each rater, from one pass over the columns of the raters. */
export async function withRaterMeans(
  corpus: Corpus,
  found: readonly ItemSet[],
  { regions, counts }: { readonly regions: Regions; readonly counts: RegionCounts },
  signal: AbortSignal,
): Promise<SetFigures[]> {
  const sets = found.map(({ set, ...figures }) => ({ set, figures: { ...figures, raters: noMeans() } }));
  const raters = RATER_IDS.filter((rater) => corpus.statistics.raters[rater] !== null);
  for (let from = 0; from < raters.length; from += AT_ONCE) {
    const some = raters.slice(from, from + AT_ONCE);
    const sums = await sumByRegion(corpus, some, regions, signal);
    for (const [at, rater] of some.entries()) {
      for (const { set, figures } of sets) figures.raters[rater] = meanOf(set, counts.first, sums[at]);
      await setImmediate();
    }
  }
  return sets.map(({ figures }) => figures);
}

const noMeans = (): Record<RaterId, number | null> =>
  Object.fromEntries(RATER_IDS.map((rater) => [rater, null])) as Record<RaterId, number | null>;

interface Sums {
  readonly sums: Float64Array;
  readonly values: Uint32Array;
}

/** Values come in the order of the file, which is that of ordinals; a missing one is NaN. */
async function sumByRegion(
  { fingerprint, home }: Corpus,
  raters: readonly RaterId[],
  { count, regionOf }: Regions,
  signal: AbortSignal,
): Promise<Sums[]> {
  const found = raters.map(() => ({ sums: new Float64Array(count), values: new Uint32Array(count) }));
  const columns = raters.map((rater) => `coalesce(${rater}, 'NaN'::FLOAT)`).join(", ");
  let rows = 0;
  await withCorpus(
    fingerprint,
    (engine, table) =>
      engine.gather(
        `SELECT ${columns} FROM ${table}`,
        (chunk) => {
          found.forEach((sums, column) => addUp(sums, float32Column(chunk, column), regionOf, rows));
          rows += chunk.rowCount;
        },
        signal,
      ),
    { home },
  );
  return found;
}

function addUp({ sums, values }: Sums, column: Float32Array, regionOf: Uint32Array, first: number): void {
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const region = regionOf[first + row] ?? 0;
    sums[region] = (sums[region] ?? 0) + value;
    values[region] = (values[region] ?? 0) + 1;
  }
}

/** Over the regions that lie in a set. */
function meanOf(set: DocumentSet, firstOf: Uint32Array, found: Sums | undefined): number | null {
  if (found === undefined) return null;
  let [sum, values] = [0, 0];
  for (let region = 0; region < firstOf.length; region += 1) {
    if (!set.has(firstOf[region] ?? 0)) continue;
    sum += found.sums[region] ?? 0;
    values += found.values[region] ?? 0;
  }
  return values === 0 ? null : sum / values;
}
