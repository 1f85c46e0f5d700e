import type { DocumentFilter, FilterRange } from "@/core/document-filter";
import { RATERS, type RaterId } from "@/core/raters";
import type { DomainBound, Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { noiseFor } from "@/tests/support/noise";
import { bruteRank, idOf, type SmallCorpus, type SmallDocument } from "@/tests/support/small-corpus";

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
    bound?: "min" | "max";
  }[];
}

/** What semantics.md says, written down a second time and as plainly as possible: sort everything, take from the top. */
export function oracle(corpus: SmallCorpus, recipe: Recipe): OracleSelection {
  const { documents, statistics } = corpus;
  const scores = new Map<number, number>();
  documents.forEach((document, ordinal) => {
    if (!passes(document, recipe.filters ?? {})) return;
    const score = oracleScore(document, recipe, statistics);
    if (score !== null) scores.set(ordinal, rankKey(score, ordinal, recipe));
  });
  if (recipe.cap !== undefined) leaveOutCapped(documents, scores, recipe.cap.documents);
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
  const lowest = (domains: readonly string[]): number | null => {
    const own = ordinals.filter((ordinal) => domains.includes(documents[ordinal]?.domain ?? ""));
    return own.length === 0 ? null : Math.min(...own.map((ordinal) => scores.get(ordinal) ?? 0));
  };
  let ordinals: number[];
  const held = new Map<string, "min" | "max">();
  let free: string[] = [];
  if (rule.rule === "global") ordinals = prefix([...scores.keys()], budgetTokens);
  else if (rule.rule === "bounds") {
    const ranking = prefix([...scores.keys()], Infinity);
    const within = bounded(corpus, rule.bounds, ranking, (own, share) =>
      prefix(own, Math.floor(budgetTokens * share)),
    );
    let place = 0;
    while (place < ranking.length && within(place + 1).tokens <= budgetTokens) place += 1;
    const found = within(place);
    ordinals = found.domains.flatMap(({ taken }) => taken);
    for (const { domain, taken, bound } of found.domains) {
      if (bound === null) free = [...free, domain];
      else {
        held.set(domain, bound);
        thresholds.set(domain, lastScore(taken));
      }
    }
  } else
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
    threshold: rule.rule === "global" ? lastScore(ordinals) : lowest(free),
    domains: statistics.domains.map(({ domain }) => {
      const bound = held.get(domain);
      return {
        domain,
        ...count(ordinals.filter((ordinal) => documents[ordinal]?.domain === domain)),
        threshold: thresholds.get(domain) ?? null,
        ...(bound === undefined ? {} : { bound }),
      };
    }),
  };
}

/** Takes the scores of all documents away that have so many better ones in their group. */
function leaveOutCapped(
  documents: readonly SmallDocument[],
  scores: Map<number, number>,
  most: number,
): void {
  const isBetter = (other: number, than: number): boolean => {
    const [a, b] = [scores.get(other) ?? 0, scores.get(than) ?? 0];
    return a > b || (a === b && other < than);
  };
  const capped = [...scores.keys()].filter((ordinal) => {
    const group = documents[ordinal]?.group ?? null;
    if (group === null) return false;
    const rivals = [...scores.keys()].filter((other) => documents[other]?.group === group);
    return rivals.filter((other) => isBetter(other, ordinal)).length >= most;
  });
  for (const ordinal of capped) scores.delete(ordinal);
}

/** The threshold that decides about a domain; null where none is in. */
export function thresholdOf({ threshold, domains }: OracleSelection, domain: string): number | null {
  const own = domains.find((figures) => figures.domain === domain);
  return own?.bound === undefined ? (own?.threshold ?? threshold) : own.threshold;
}

/** What each domain takes when the common threshold lies behind a number of documents of the ranking. */
function bounded(
  { documents, statistics }: SmallCorpus,
  bounds: Readonly<Record<string, DomainBound>>,
  ranking: readonly number[],
  prefix: (own: readonly number[], share: number) => number[],
) {
  const domains = statistics.domains.map(({ domain }) => {
    const own = ranking.filter((ordinal) => documents[ordinal]?.domain === domain);
    const { min = 0, max = 1 } = bounds[domain] ?? {};
    const least = min > 0 ? prefix(own, min).length : 0;
    const most = max < 1 ? prefix(own, max).length : own.length;
    return { domain, own, least, most };
  });
  return (place: number) => {
    const before = new Set(ranking.slice(0, place));
    const found = domains.map(({ domain, own, least, most }) => {
      const down = own.filter((ordinal) => before.has(ordinal)).length;
      const bound = down < least ? ("min" as const) : down > most ? ("max" as const) : null;
      return { domain, bound, taken: own.slice(0, Math.min(Math.max(down, least), most)) };
    });
    const taken = found.flatMap((own) => own.taken);
    return {
      domains: found,
      tokens: taken.reduce((sum, ordinal) => sum + (documents[ordinal]?.tokens ?? 0), 0),
    };
  };
}

/** What ranks a document: its score, or under a temperature score ÷ temperature + noise. */
const rankKey = (score: number, ordinal: number, { temperature, seed = 0 }: Recipe): number =>
  temperature === undefined ? score : score / temperature + noiseFor(seed, idOf(ordinal));

/** Whether a document meets every condition of a filter. */
export function passes(document: SmallDocument, { domains, tokens, raters = {} }: DocumentFilter): boolean {
  const within = (value: number | null | undefined, range: FilterRange | undefined): boolean =>
    range === undefined ||
    (typeof value === "number" && value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity));
  return (
    (domains === undefined || domains.includes(document.domain)) &&
    within(document.tokens, tokens) &&
    RATERS.every(({ id }) => within(document.scores[id], raters[id]))
  );
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
