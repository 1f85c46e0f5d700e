import { RATERS, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { bruteRank, type SmallCorpus, type SmallDocument } from "@/tests/support/small-corpus";

export interface OracleSelection {
  /** Ordinals, best first; under domain quotas domain after domain. */
  readonly ordinals: readonly number[];
  readonly scores: ReadonlyMap<number, number>;
  readonly budgetTokens: number;
  readonly documents: number;
  readonly tokens: number;
  readonly threshold: number | null;
  readonly domains: readonly {
    domain: string;
    documents: number;
    tokens: number;
    threshold: number | null;
  }[];
}

/** What semantics.md says, written down a second time and as plainly as possible: sort everything, take from the top. */
export function oracle(corpus: SmallCorpus, recipe: Recipe): OracleSelection {
  const { documents, statistics } = corpus;
  const scores = new Map<number, number>();
  documents.forEach((document, ordinal) => {
    const score = oracleScore(document, recipe, statistics);
    if (score !== null) scores.set(ordinal, score);
  });
  const budgetTokens =
    "tokens" in recipe.budget ? recipe.budget.tokens : Math.floor(recipe.budget.share * statistics.tokens);
  const prefix = (ordinals: readonly number[], quota: number): number[] => {
    const ranking = [...ordinals].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
    const taken: number[] = [];
    let tokens = 0;
    for (const ordinal of ranking) {
      tokens += documents[ordinal]?.tokens ?? 0;
      if (tokens > quota) break;
      taken.push(ordinal);
    }
    return taken;
  };
  const rule = recipe.domains;
  const thresholds = new Map<string, number | null>();
  const lastScore = (ordinals: readonly number[]): number | null => scores.get(ordinals.at(-1) ?? -1) ?? null;
  let ordinals: number[];
  if (rule.rule === "global") ordinals = prefix([...scores.keys()], budgetTokens);
  else
    ordinals = statistics.domains.flatMap((totals) => {
      const share = rule.rule === "shares" ? (rule.shares[totals.domain] ?? 0) : null;
      if (share === 0) return [];
      const quota =
        share === null
          ? Number((BigInt(budgetTokens) * BigInt(totals.tokens)) / BigInt(Math.max(1, statistics.tokens)))
          : Math.floor(budgetTokens * share);
      const own = [...scores.keys()].filter((ordinal) => documents[ordinal]?.domain === totals.domain);
      const taken = prefix(own, quota);
      thresholds.set(totals.domain, lastScore(taken));
      return taken;
    });
  const count = (chosen: readonly number[]) => ({
    documents: chosen.length,
    tokens: chosen.reduce((sum, ordinal) => sum + (documents[ordinal]?.tokens ?? 0), 0),
  });
  return {
    ordinals,
    scores,
    budgetTokens,
    ...count(ordinals),
    threshold: rule.rule === "global" ? lastScore(ordinals) : null,
    domains: statistics.domains.map(({ domain }) => ({
      domain,
      ...count(ordinals.filter((ordinal) => documents[ordinal]?.domain === domain)),
      threshold: thresholds.get(domain) ?? null,
    })),
  };
}

function oracleScore(document: SmallDocument, recipe: Recipe, statistics: CorpusStatistics): number | null {
  let score = 0;
  for (const rater of RATERS) {
    const weight = recipe.weights[rater.id] ?? 0;
    if (weight === 0) continue;
    const z = oracleZ(document, rater.id, recipe, statistics);
    if (z === null) return null;
    score = score + weight * z;
  }
  return score;
}

function oracleZ(
  document: SmallDocument,
  rater: RaterId,
  recipe: Recipe,
  statistics: CorpusStatistics,
): number | null {
  const found = statistics.raters[rater];
  if (found === null) throw new Error(`rater ${rater} is off`);
  const classifier = found.argmax !== null && recipe.normalisation === "published";
  const column = classifier && found.argmax !== null ? found.argmax : found.value;
  const held = classifier ? document.argmax[rater] : document.scores[rater];
  let x = held ?? null;
  if (x === null && recipe.missing === "exclude") return null;
  if (x === null) x = recipe.missing === "zero" ? 0 : (column.quantiles[2048] ?? 0);
  if (column.min === column.max) return 0;
  const down = recipe.directions[rater] === -1;
  if (recipe.normalisation === "zscore") {
    const z = (x - column.mean) / column.sd;
    return down ? -z : z;
  }
  if (recipe.normalisation === "rank") {
    const z = Math.fround(bruteRank(column.quantiles, x));
    return down ? 1 - z : z;
  }
  const source = RATERS.find(({ id }) => id === rater)?.source;
  const z =
    classifier && source?.kind === "logits"
      ? (x / (source.levels - 1)) * 5
      : (5 * (x - column.min)) / (column.max - column.min);
  return down ? 5 - z : z;
}
