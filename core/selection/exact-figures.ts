import type { SqlEngine } from "@/core/engine";
import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import { locateCuts, type CutOptions, type PoolCut } from "@/core/selection/locate-cuts";
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
  /** Score of the domain's last document in; null where one threshold rules all domains or none is in. */
  readonly threshold: number | null;
}

/** What a recipe selects from the whole corpus, counted. */
export interface ExactFigures {
  readonly documents: number;
  readonly tokens: number;
  readonly budgetTokens: number;
  /** tokens ÷ budgetTokens, 0 to 1 */
  readonly fill: number;
  /** Score of the last document in; null where each domain has its own. */
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
  const cuts = await locateCuts(engine, table, plan, cutOptions);
  if (cuts.every((cut) => cut.documents === 0)) throw emptySelection(plan, cuts);
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
    threshold: globalCut(plan, cuts)?.threshold ?? null,
    domains: statistics.domains.map((totals, code) => {
      const count = counts.get(code);
      return {
        domain: totals.domain,
        before: { documents: totals.documents, tokens: totals.tokens },
        after: { documents: count?.documents ?? 0, tokens: count?.tokens ?? 0 },
        threshold: domainCut(plan, cuts, code)?.threshold ?? null,
      };
    }),
  };
}

/** The cut that rules every domain; undefined where each domain has its own. */
export const globalCut = (plan: ScoringPlan, cuts: readonly PoolCut[]): PoolCut | undefined =>
  cuts.find((cut) => plan.pools[cut.pool]?.domains === null);

/** The cut of one domain's own pool; undefined under a global threshold and for a domain without a share. */
export const domainCut = (plan: ScoringPlan, cuts: readonly PoolCut[], code: number): PoolCut | undefined =>
  cuts.find((cut) => plan.pools[cut.pool]?.domains?.includes(code) === true);

function emptySelection(plan: ScoringPlan, cuts: readonly PoolCut[]): StudioError {
  const tooLarge = cuts.some((cut) => cut.firstOut !== null);
  return tooLarge
    ? new StudioError(
        "invalid-input",
        `The recipe selects nothing: the best document is larger than the budget of ${String(plan.budgetTokens)} tokens allows.`,
        "Raise the budget.",
      )
    : new StudioError(
        "invalid-input",
        "The recipe selects nothing: every document misses a rater that has a weight.",
        "Let missing values count as the median, or set the weight of that rater to 0.",
      );
}
