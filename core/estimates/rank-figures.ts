import type { Estimate } from "@/core/estimates/bootstrap";

/** Mid-ranks from 1: equal values share the mean of their places. */
export function midRanks(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/** Of the standard normal distribution. */
const QUANTILE = 1.959964;

/** A correlation of 1, as far as floating point can tell. */
const WHOLLY = 1 - 1e-12;

const UNKNOWN: Estimate = { value: null, low: null, high: null };

/**
 * Spearman's ρ, the correlation of mid-ranks, with its 95 % interval; null where either side has one value only.
 * Interval: Fisher's z with the variance (1 + ρ²/2) ÷ (n − 3) of Bonett and Wright (2000); none for fewer than 5 pairs, nor for an
 * order that agrees or disagrees wholly, whose z is infinite.
 */
export function spearman(first: readonly number[], second: readonly number[]): Estimate {
  const [a, b] = [midRanks(first), midRanks(second)];
  const middle = (a.length + 1) / 2;
  let [both, squareA, squareB] = [0, 0, 0];
  a.forEach((rank, at) => {
    const [x, y] = [rank - middle, (b[at] ?? 0) - middle];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  if (squareA === 0 || squareB === 0) return UNKNOWN;
  const value = Math.min(1, Math.max(-1, both / Math.sqrt(squareA * squareB)));
  if (a.length < 5 || Math.abs(value) >= WHOLLY) return { value, low: null, high: null };
  const reach = QUANTILE * Math.sqrt((1 + value ** 2 / 2) / (a.length - 3));
  return { value, low: Math.tanh(Math.atanh(value) - reach), high: Math.tanh(Math.atanh(value) + reach) };
}

/**
 * Probability that a value of the one kind lies above a value of the other, equal ones counting half (area under the ROC curve,
 * by the rank sum of Mann and Whitney 1947), with its 95 % interval; null without both kinds.
 * Interval: the variance of DeLong, DeLong and Clarke-Pearson (1988), cut at 0 and 1; none for a kind of fewer than two.
 */
export function areaUnderCurve(values: readonly number[], isPositive: readonly boolean[]): Estimate {
  const ranks = midRanks(values);
  const above = placements(values, ranks, isPositive, true);
  const below = placements(values, ranks, isPositive, false);
  if (above.length === 0 || below.length === 0) return UNKNOWN;
  const value = meanOf(above);
  if (above.length < 2 || below.length < 2) return { value, low: null, high: null };
  const reach = QUANTILE * Math.sqrt(varianceOf(above) / above.length + varianceOf(below) / below.length);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

/** For each value of one kind the share of the other kind that a positive one lies above, or a negative one below. */
function placements(
  values: readonly number[],
  ranks: readonly number[],
  isPositive: readonly boolean[],
  positives: boolean,
): number[] {
  const own = Array.from(values.keys()).filter((at) => isPositive[at] === positives);
  const among = midRanks(own.map((at) => values[at] ?? 0));
  const others = values.length - own.length;
  if (others === 0) return [];
  return own.map((at, place) => {
    const lower = ((ranks[at] ?? 0) - (among[place] ?? 0)) / others;
    return positives ? lower : 1 - lower;
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * Mean of the F1 scores of the classes that occur on either side, each weighing the same.
 * @param confusion `confusion[truth][said]`
 */
export function macroF1(confusion: readonly (readonly number[])[]): number | null {
  const scores = confusion.flatMap((row, level) => {
    const truths = row.reduce((sum, count) => sum + count, 0);
    const said = confusion.reduce((sum, other) => sum + (other[level] ?? 0), 0);
    return truths + said === 0 ? [] : [(2 * (row[level] ?? 0)) / (truths + said)];
  });
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
