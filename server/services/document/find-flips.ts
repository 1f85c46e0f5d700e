import { setImmediate } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { RaterId } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import { setWeight, totalWeight } from "@/core/recipe-edit";
import { planScoring, type ScoringPlan, type Term } from "@/core/scoring/plan";
import { normalisedSql } from "@/core/scoring/score-sql";
import { FlipSearch, WEIGHT_STEP } from "@/core/selection/flip-search";
import { topWeight, type Flip } from "@/core/selection/flips";
import { poolOf, selectedUnder } from "@/core/selection/recount";
import { marginOf, type Ranking } from "@/core/selection/standing";
import type { CorpusStatistics, RaterStatistics } from "@/core/statistics";
import { doubleSql } from "@/core/sql-number";
import { SCORES } from "@/server/duckdb/corpus-engine";
import type { DuckDb } from "@/server/duckdb/engine";
import { float64Column } from "@/server/duckdb/raw-column";

/** Documents looked at between two looks at other requests: a few milliseconds. */
const SLICE = 131_072;
/** Four sums of 25 products of doubles, as a share of the sum of their sizes. */
const ROUNDING = 2 ** -46;

export interface FlipWork {
  readonly engine: DuckDb;
  /** Score table with all that the recipe ranks by. */
  readonly table: string;
  /** The same of the document alone. */
  readonly alone: string;
  readonly statistics: CorpusStatistics;
  readonly recipe: Recipe;
  readonly ranking: Ranking;
  /** By ordinal. */
  readonly tokens: Uint32Array;
  readonly ordinal: number;
  readonly signal: AbortSignal;
}

/**
 * The nearest weight of each of some raters that turns a document, the threshold recomputed; what `FlipSearch` proposes is
 * counted by the engine under the changed recipe, and only a weight that does turn the document is handed out.
 */
export async function findFlips(work: FlipWork, raters: readonly RaterId[]): Promise<Flip[]> {
  const open = new Map<RaterId, Generator<number, void>>();
  for (const rater of raters) {
    const search = await startSearch(work, rater, stepsOf(work.recipe, rater));
    if (search !== null) open.set(rater, search.candidates());
  }
  const turnsAt = new Map<RaterId, number>();
  for (;;) {
    const proposals = [...open].flatMap(([rater, candidates]) => {
      const step = candidates.next();
      if (step.done !== true) return { rater, recipe: stepped(work.recipe, rater, step.value) };
      open.delete(rater);
      return [];
    });
    if (proposals.length === 0) break;
    for (const { rater, recipe } of await turning(work, proposals)) {
      turnsAt.set(rater, weightOf(recipe, rater));
      open.delete(rater);
    }
  }
  return raters.map((rater) => ({
    rater,
    weight: weightOf(work.recipe, rater),
    turnsAt: turnsAt.get(rater) ?? null,
  }));
}

const stepsOf = (recipe: Recipe, rater: RaterId): number => Math.round(weightOf(recipe, rater) / WEIGHT_STEP);

const stepped = (recipe: Recipe, rater: RaterId, by: number): Recipe =>
  setWeight(recipe, rater, (stepsOf(recipe, rater) + by) * WEIGHT_STEP);

async function startSearch(work: FlipWork, rater: RaterId, steps: number): Promise<FlipSearch | null> {
  const { recipe, ranking, statistics, tokens, ordinal } = work;
  const { scores, domains, plan } = ranking;
  const pool = poolOf(plan, domains[ordinal] ?? 0);
  if (pool === undefined) return null;
  const top = topWeight(recipe);
  const widest = planScoring(setWeight(recipe, rater, top), statistics);
  const term = widest.terms.find((other) => other.rater === rater);
  if (term === undefined) throw new TypeError(`${rater} has no term at its highest weight`);
  const isAlone = totalWeight(setWeight(recipe, rater, 0)) === 0;
  const search = new FlipSearch({
    ordinal,
    isIn: marginOf(ranking, ordinal).in,
    scores,
    gains: await readGains(work, term),
    tokens,
    domains,
    inPool: (domain) => pool.domains === null || pool.domains.includes(domain),
    quota: pool.quota,
    rounding: roundingOf(widest),
    down: isAlone ? steps - 1 : steps,
    up: Math.round(top / WEIGHT_STEP) - steps,
    toZero: term.missing === null && steps > 0 && !isAlone && isMissed(statistics.raters[rater]),
  });
  for (let from = 0; from < scores.length; from += SLICE) {
    search.add(from, Math.min(scores.length, from + SLICE));
    await setImmediate();
    if (work.signal.aborted) throw new StudioError("cancelled", "The work was cancelled.");
  }
  return search;
}

/** Whether a document of the corpus lacks the rater. */
const isMissed = (found: RaterStatistics | null): boolean =>
  found !== null && (found.value.missing > 0 || (found.argmax?.missing ?? 0) > 0);

const roundingOf = ({ low, high }: ScoringPlan): number =>
  (high - low + Math.max(Math.abs(low), Math.abs(high))) * ROUNDING;

/**
 * Rows come in the order of the file, which is that of ordinals: DuckDB keeps it where nothing sorts or joins. So the corpus is
 * read without the noise beside it, which a weight leaves as it is.
 */
async function readGains({ engine, ranking, signal }: FlipWork, term: Term): Promise<Float64Array> {
  const gains = new Float64Array(ranking.scores.length);
  const temperature = ranking.plan.noise?.temperature ?? 1;
  const gain = `(${normalisedSql(term)}) / ${doubleSql(temperature)}`;
  const kept =
    term.missing === null ? `CASE WHEN ${term.column} IS NULL THEN 'NaN'::DOUBLE ELSE ${gain} END` : gain;
  let rows = 0;
  await engine.gather(
    `SELECT ${kept} FROM ${SCORES}`,
    (chunk) => {
      gains.set(float64Column(chunk, 0), rows);
      rows += chunk.rowCount;
    },
    signal,
  );
  return gains;
}

/** Those of the proposed recipes under which the document is turned. */
async function turning<T extends { readonly recipe: Recipe }>(
  work: FlipWork,
  proposals: readonly T[],
): Promise<T[]> {
  const { engine, table, alone, statistics, ranking, ordinal, signal } = work;
  const document = { ordinal, domain: ranking.domains[ordinal] ?? 0, alone };
  const plans = proposals.map(({ recipe }) => planScoring(recipe, statistics));
  const selected = await selectedUnder(engine, table, plans, document, signal);
  const { in: isIn } = marginOf(ranking, ordinal);
  return proposals.filter((_, at) => selected[at] !== isIn);
}
