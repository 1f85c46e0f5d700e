import type { SqlEngine } from "@/core/engine";
import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import { locateCuts } from "@/core/selection/cut-ranking";
import type { CutOptions, PoolCut } from "@/core/selection/locate-cuts";
import type { CorpusStatistics } from "@/core/statistics";

interface Count {
  readonly documents: number;
  readonly tokens: number;
}

export interface DomainFigures {
  readonly domain: string;
  /** The corpus. */
  readonly before: Count;
  /** The selection. */
  readonly after: Count;
  /** Score of the domain's last document in; null where the threshold of all decides about it or none is in. */
  readonly threshold: number | null;
  /** The end of the recipe's bounds that holds the domain where the threshold of all would take it beyond. */
  readonly bound?: "min" | "max" | undefined;
}

/** What a recipe selects from the whole corpus, counted. */
export interface ExactFigures {
  readonly documents: number;
  readonly tokens: number;
  readonly budgetTokens: number;
  /** tokens ÷ budgetTokens, 0 to 1 */
  readonly fill: number;
  /** Score of the last document in; null where each domain has its own. Under bounds that of the domains no end holds. */
  readonly threshold: number | null;
  readonly domains: readonly DomainFigures[];
}

export interface ExactOptions {
  readonly bins?: number;
  readonly walkRows?: number;
  readonly signal?: AbortSignal;
}

const BINS = 4096;

/**
 * Counts a selection over a table of all documents (inclusion 1).
 * @throws StudioError `invalid-input` for a recipe that selects nothing or does not suit the corpus.
 */
export async function exactFigures(
  engine: SqlEngine,
  table: string,
  recipe: Recipe,
  statistics: CorpusStatistics,
  options: ExactOptions = {},
): Promise<ExactFigures> {
  const plan = planScoring(recipe, statistics);
  const cutOptions: CutOptions = { bins: BINS, ...options };
  return checkedFigures(plan, await locateCuts(engine, table, plan, cutOptions), statistics);
}

/**
 * Figures of cuts that were located before.
 * @throws StudioError `invalid-input` for a recipe that selects nothing.
 */
export function checkedFigures(
  plan: ScoringPlan,
  cuts: readonly PoolCut[],
  statistics: CorpusStatistics,
): ExactFigures {
  if (cuts.every((cut) => cut.documents === 0)) throw emptySelection(plan, cuts, statistics);
  return figuresOf(plan, cuts, statistics);
}

/** Puts the cuts of the pools together. */
export function figuresOf(
  plan: ScoringPlan,
  cuts: readonly PoolCut[],
  statistics: CorpusStatistics,
): ExactFigures {
  const counts = new Map(cuts.flatMap((cut) => cut.byDomain.map((count) => [count.domain, count])));
  const tokens = cuts.reduce((sum, cut) => sum + cut.tokens, 0);
  return {
    documents: cuts.reduce((sum, cut) => sum + cut.documents, 0),
    tokens,
    budgetTokens: plan.budgetTokens,
    fill: plan.budgetTokens === 0 ? 0 : tokens / plan.budgetTokens,
    threshold: cuts.find(({ rule }) => rule === "budget")?.threshold ?? null,
    domains: statistics.domains.map((totals, code) => {
      const count = counts.get(code);
      const cut = cutOf(cuts, code);
      return {
        domain: totals.domain,
        before: { documents: totals.documents, tokens: totals.tokens },
        after: { documents: count?.documents ?? 0, tokens: count?.tokens ?? 0 },
        threshold: cut === undefined || cut.rule === "budget" ? null : cut.threshold,
        ...(cut?.rule === "min" || cut?.rule === "max" ? { bound: cut.rule } : {}),
      };
    }),
  };
}

/** The cut that decides about a domain; undefined where the recipe gives it no share. */
export const cutOf = (cuts: readonly PoolCut[], code: number): PoolCut | undefined =>
  cuts.find(({ domains }) => domains === null || domains.includes(code));

function emptySelection(
  plan: ScoringPlan,
  cuts: readonly PoolCut[],
  { raters }: CorpusStatistics,
): StudioError {
  const empty = (why: string, way: string) =>
    new StudioError("invalid-input", `The recipe selects nothing: ${why}.`, way);
  if (cuts.some((cut) => cut.firstOut !== null))
    return empty(
      `the best document is larger than the budget of ${String(plan.budgetTokens)} tokens allows`,
      "Raise the budget.",
    );
  const filtered = plan.conditions.length > 0;
  const missing = plan.terms.some(
    (term) => term.missing === null && (raters[term.rater]?.value.missing ?? 0) > 0,
  );
  if (!missing && filtered) return empty("no document passes its filters", "Widen the filters.");
  const way = "Let missing values count as the median, or set the weight of that rater to 0";
  return filtered
    ? empty("every document fails a filter or misses a rater that has a weight", `Widen the filters. ${way}.`)
    : empty("every document misses a rater that has a weight", `${way}.`);
}
