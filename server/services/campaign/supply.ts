import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { learnedRecipe } from "@/core/campaign/learned-recipe";
import { leastRead, suppliedBy, type Supplied, type SupplyLimits } from "@/core/campaign/supply";
import { ownValue } from "@/core/own-value";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { summandsSql } from "@/core/scoring/summands-sql";
import { locateCuts } from "@/core/selection/cut-ranking";
import { figuresOf } from "@/core/selection/exact-figures";
import { BOUNDARY_TOKENS } from "@/core/training-plan";
import { float64Column } from "@/server/duckdb/raw-column";
import type { RankedCorpus } from "@/server/services/selection/rank-together";
import { withRankedCorpus, withRankedSample } from "@/server/services/selection/ranked-corpus";

/** What weights of a campaign's fit would supply its target with. */
export interface SupplyOf {
  readonly corpus: RankedCorpus;
  readonly settings: Pick<CampaignSettings, "base" | "target">;
  /** Raters, in the order of every vector. */
  readonly columns: readonly RaterId[];
}

const BINS = 4096;

/** What the target would select, counted over the whole corpus. @param shares one a column */
export async function exactSupply(
  { corpus, settings: { base, target }, columns }: SupplyOf,
  shares: readonly number[],
  signal: AbortSignal,
): Promise<Supplied> {
  const { fingerprint, home, statistics } = corpus;
  const recipe = forTarget(learnedRecipe(base, columns, shares, base.name), target.selectionTokens);
  const plan = planScoring(recipe, statistics);
  const cuts = await withRankedCorpus(
    { fingerprint, home, recipe },
    (engine, table) => locateCuts(engine, table, plan, { bins: BINS, signal }),
    signal,
  );
  return suppliedBy(figuresOf(plan, cuts, statistics), target.trainTokens);
}

const forTarget = (recipe: Recipe, tokens: number): Recipe => ({ ...recipe, budget: { tokens } });

/** Columns of the sample before those of the raters. */
const LEADING = 4;

/**
 * The part of a request that limits what a selection supplies (docs/learning-weights.md). The frozen sample of the corpus goes to
 * `file`: rows of little-endian float64.
 * @throws StudioError `cancelled`, `not-found`
 */
export async function supplyRequest(
  { corpus, settings: { base, target }, columns }: SupplyOf,
  { passes, domains }: SupplyLimits,
  file: string,
  signal: AbortSignal,
): Promise<object> {
  const { fingerprint, home, statistics } = corpus;
  const weights = Object.fromEntries(columns.map((rater) => [rater, 1]));
  const recipe = forTarget({ ...base, weights }, target.selectionTokens);
  const plan = planScoring(recipe, statistics);
  await withRankedSample(
    { fingerprint, home, recipe },
    async (engine, table) => {
      const parts: Uint8Array[] = [];
      const take = (chunk: Parameters<Parameters<typeof engine.gather>[1]>[0]): void => {
        parts.push(
          rowsOf(Array.from({ length: LEADING + columns.length }, (_, at) => float64Column(chunk, at))),
        );
      };
      await engine.gather(summandsSql(plan, table), take, signal);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, parts);
    },
    signal,
  );
  return {
    file,
    pools: plan.pools,
    shares: statistics.domains.flatMap(({ domain }, code) => {
      const limit = ownValue(domains, domain);
      return limit === undefined ? [] : [{ domain: code, ...limit }];
    }),
    boundary: BOUNDARY_TOKENS,
    read: passes === null ? null : leastRead(target.trainTokens, passes),
  };
}

/** Columns of a chunk, row by row. */
function rowsOf(columns: readonly Float64Array[]): Uint8Array {
  const width = columns.length;
  const rows = new Float64Array((columns[0]?.length ?? 0) * width);
  for (const [at, column] of columns.entries())
    for (let row = 0; row < column.length; row += 1) rows[row * width + at] = column[row] ?? 0;
  return new Uint8Array(rows.buffer);
}
