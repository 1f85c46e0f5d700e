import { isLearntFrom, type ProxyRole } from "@/core/campaign/proxy-roles";
import type { WeightVector } from "@/core/campaign/proxy-weights";
import { tQuantile } from "@/core/campaign/t-quantile";
import { spearman } from "@/core/estimates/rank-figures";

/** A trained proxy that nothing was learnt from, or that was. */
export interface CheckedProxy {
  readonly id: string;
  readonly role: ProxyRole;
  readonly weights: WeightVector;
  readonly loss: number;
}

/** What a fit foretells for a vector, with a 95 % interval where there are runs enough for one. */
export interface Foretold {
  readonly predicted: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** All trainings of one vector, which differ by their seeds. */
export interface CheckRow {
  readonly role: ProxyRole;
  readonly weights: WeightVector;
  readonly proxyIds: readonly string[];
  readonly losses: readonly number[];
  readonly mean: number;
  /** Null where nothing foretells it: random documents have no weights. */
  readonly foretold: Foretold | null;
}

/** Standard deviation of the loss between seeds of one vector, pooled over vectors; documents drawn at random differ by their draw too. */
export interface SeedNoise {
  readonly sd: number;
  readonly degrees: number;
}

/** Mean loss of the learned weights less that of others, with its 95 % interval; below 0 the learned are better. No interval: nothing tells the noise. */
export interface Comparison {
  readonly against: "uniform" | "random" | "published";
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Verdict {
  readonly kind: "better" | "not-better" | "unknown";
  /** One or two sentences. */
  readonly text: string;
}

export interface CheckFigures {
  /** Trainings of the learned weights that are judged; none where those were not trained. */
  readonly judged: readonly string[];
  readonly rows: readonly CheckRow[];
  /** Of vectors held out and foretold: agreement of ranks, mean error, and how many lie within their intervals. */
  readonly heldOut: {
    readonly n: number;
    readonly spearman: number | null;
    readonly rmse: number;
    readonly within: number;
    readonly withInterval: number;
  } | null;
  readonly noise: SeedNoise | null;
  readonly comparisons: readonly Comparison[];
  readonly verdict: Verdict;
}

/**
 * Sets what was measured beside what was foretold. Intervals of differences: Student's t of Welch (1947) with the variance between
 * seeds, pooled over vectors, and that of documents at random by themselves.
 * @param proxies with a loss; those that are learnt from are left out
 * @param chosen the learned vector that is asked about; null: the one that was learnt last
 */
export function checkFigures(
  proxies: readonly CheckedProxy[],
  foretell: (proxy: CheckedProxy) => Foretold | null,
  chosen: WeightVector | null = null,
): CheckFigures {
  const rows = rowsOf(proxies, foretell);
  const noise = seedNoise(rows.filter(({ role }) => role !== "random"));
  const learned = learnedRow(rows, chosen);
  const comparisons = learned === undefined ? [] : comparisonsOf(learned, rows, noise);
  return {
    judged: learned?.proxyIds ?? [],
    rows,
    heldOut: heldOutFigures(rows),
    noise,
    comparisons,
    verdict: verdictOf(learned, comparisons),
  };
}

function rowsOf(
  proxies: readonly CheckedProxy[],
  foretell: (proxy: CheckedProxy) => Foretold | null,
): CheckRow[] {
  const groups = new Map<string, CheckedProxy[]>();
  for (const proxy of proxies) {
    if (isLearntFrom(proxy.role)) continue;
    const key = `${proxy.role} ${proxy.weights.join(" ")}`;
    groups.set(key, [...(groups.get(key) ?? []), proxy]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const losses = group.map(({ loss }) => loss);
    return [
      {
        role: first.role,
        weights: first.weights,
        proxyIds: group.map(({ id }) => id),
        losses,
        mean: meanOf(losses),
        foretold: foretell(first),
      },
    ];
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function seedNoise(rows: readonly CheckRow[]): SeedNoise | null {
  const degrees = rows.reduce((sum, { losses }) => sum + losses.length - 1, 0);
  if (degrees === 0) return null;
  const squares = rows.reduce(
    (sum, { losses, mean }) => sum + losses.reduce((part, loss) => part + (loss - mean) ** 2, 0),
    0,
  );
  return { sd: Math.sqrt(squares / degrees), degrees };
}

function heldOutFigures(rows: readonly CheckRow[]): CheckFigures["heldOut"] {
  const held = rows.flatMap(({ role, mean, foretold }) =>
    role === "held-out" && foretold !== null ? [{ mean, ...foretold }] : [],
  );
  if (held.length === 0) return null;
  const ends = held.flatMap(({ mean, low, high }) =>
    low === null || high === null ? [] : [{ mean, low, high }],
  );
  return {
    n: held.length,
    spearman: spearman(
      held.map(({ predicted }) => predicted),
      held.map(({ mean }) => mean),
    ).value,
    rmse: Math.sqrt(meanOf(held.map(({ predicted, mean }) => (predicted - mean) ** 2))),
    within: ends.filter(({ mean, low, high }) => low <= mean && mean <= high).length,
    withInterval: ends.length,
  };
}

const RIVALS = ["uniform", "random", "published"] as const;

const learnedRow = (rows: readonly CheckRow[], chosen: WeightVector | null): CheckRow | undefined => {
  const wanted = chosen?.join(" ");
  return rows.findLast(
    ({ role, weights }) => role === "learned" && (wanted === undefined || weights.join(" ") === wanted),
  );
};

function comparisonsOf(learned: CheckRow, rows: readonly CheckRow[], noise: SeedNoise | null): Comparison[] {
  return RIVALS.flatMap((against): Comparison[] => {
    const rival = rows.find(({ role }) => role === against);
    if (rival === undefined) return [];
    const difference = learned.mean - rival.mean;
    const reach = reachOf(learned, rival, noise);
    if (reach === null) return [{ against, difference, low: null, high: null }];
    return [{ against, difference, low: difference - reach, high: difference + reach }];
  });
}

/** What differs by less differs by the rounding of floating point. */
const ALIKE = 1e-9;

/** Half the width of the interval of a difference; null where nothing tells the noise of both, or all of it is 0. */
function reachOf(learned: CheckRow, rival: CheckRow, noise: SeedNoise | null): number | null {
  const own = rival.role === "random" ? seedNoise([rival]) : noise;
  if (noise === null || own === null) return null;
  const [a, b] = [noise.sd ** 2 / learned.losses.length, own.sd ** 2 / rival.losses.length];
  if (Math.sqrt(a + b) < ALIKE) return null;
  const degrees =
    own === noise ? noise.degrees : (a + b) ** 2 / (a ** 2 / noise.degrees + b ** 2 / own.degrees);
  return tQuantile(Math.floor(degrees + ALIKE)) * Math.sqrt(a + b);
}

function verdictOf(learned: CheckRow | undefined, comparisons: readonly Comparison[]): Verdict {
  const unknown = (why: string): Verdict => ({ kind: "unknown", text: `It can't be told: ${why}` });
  if (learned === undefined)
    return unknown("the learned weights have not been trained. Add them from a fit.");
  const asked = comparisons.filter(({ against }) => against !== "published");
  if (asked.length < 2) return unknown(`there is no trained proxy with ${missing(asked)} to compare with.`);
  if (asked.some(({ low }) => low === null))
    return unknown(
      "vectors were trained once, or ended with the same loss, so nothing tells the noise between seeds. Train more seeds.",
    );
  const worse = asked.filter(({ low }) => low !== null && low > 0);
  if (worse.length > 0)
    return { kind: "not-better", text: `The learned weights lose against ${named(worse)}.` };
  const open = asked.filter(({ high }) => high === null || high >= 0);
  if (open.length > 0)
    return unknown(
      `the difference to ${named(open)} is within the noise between seeds. More seeds or larger proxies would tell.`,
    );
  return { kind: "better", text: "The learned weights beat uniform weights and random documents." };
}

const missing = (asked: readonly Comparison[]): string =>
  asked.some(({ against }) => against === "uniform") ? "random documents" : "uniform weights";

const WORDS = { uniform: "uniform weights", random: "random documents", published: "the published weights" };
const named = (comparisons: readonly Comparison[]): string =>
  comparisons.map(({ against }) => WORDS[against]).join(" and ");

/** Agreement of two campaigns on the vectors that both have trained. */
export interface RankAgreement {
  readonly shared: number;
  readonly spearman: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Spearman's ρ of mean losses over the vectors that both have, drawn by weights alone. */
export function rankAgreement(
  first: readonly CheckedProxy[],
  second: readonly CheckedProxy[],
): RankAgreement {
  const [a, b] = [meansByVector(first), meansByVector(second)];
  const shared = [...a.keys()].filter((key) => b.has(key));
  const { value, low, high } = spearman(
    shared.map((key) => a.get(key) ?? 0),
    shared.map((key) => b.get(key) ?? 0),
  );
  return { shared: shared.length, spearman: value, low, high };
}

function meansByVector(proxies: readonly CheckedProxy[]): Map<string, number> {
  const losses = new Map<string, number[]>();
  for (const { role, weights, loss } of proxies) {
    if (role === "random") continue;
    const key = weights.join(" ");
    losses.set(key, [...(losses.get(key) ?? []), loss]);
  }
  return new Map([...losses].map(([key, of]) => [key, meanOf(of)]));
}
