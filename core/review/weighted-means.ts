import { uniformInt } from "pure-rand/distribution/uniformInt";
import { quantileOf } from "@/core/agreement/quantile-of";
import type { Estimate } from "@/core/estimates/bootstrap";
import { generator } from "@/core/review/draw";

/** A document of a sample with what was found of it. */
export interface WeightedUnit {
  /** What it was drawn from, apart from the other strata. */
  readonly stratum: string;
  /** Part that gets means of its own. */
  readonly group: string;
  /** 1 ÷ the probability with which the draw took it. */
  readonly weight: number;
  /** One for each figure, of every unit the same ones. */
  readonly values: readonly number[];
}

export interface WeightedMeans {
  /** One for each figure. */
  readonly all: readonly Estimate[];
  readonly groups: ReadonlyMap<string, readonly Estimate[]>;
}

const DRAWS = 2000;

/**
 * Means over what a sample was drawn from, Σ weight · value ÷ Σ weight (Hájek 1971), with 95 % percentile bootstrap intervals
 * over units. Each stratum is drawn from apart, one unit fewer than it has, and weighted up by n ÷ (n − 1) (Rao and Wu 1988).
 * No interval where all values are the same, as every draw repeats them.
 * @param seed of the draws; the same units and seed give the same ends
 */
export function weightedMeans(
  units: readonly WeightedUnit[],
  { seed, draws = DRAWS }: { readonly seed: number; readonly draws?: number },
): WeightedMeans {
  const names = [...new Set(units.map(({ group }) => group))].sort();
  const meansOf = meansBy(units, names);
  const found = meansOf(new Float64Array(units.length).fill(1));
  const drawn = found.map((): number[] => []);
  const random = generator(seed);
  const strata = collapsed(units);
  const times = new Float64Array(units.length);
  for (let draw = 0; draw < draws; draw += 1) {
    times.fill(0);
    for (const members of strata) {
      for (let taken = 1; taken < members.length; taken += 1) {
        const unit = members[uniformInt(random, 0, members.length - 1)] ?? 0;
        times[unit] = (times[unit] ?? 0) + members.length / (members.length - 1);
      }
    }
    meansOf(times).forEach((mean, at) => {
      if (mean !== null) drawn[at]?.push(mean);
    });
  }
  const figures = units[0]?.values.length ?? 0;
  const estimatesAt = (place: number, own: readonly WeightedUnit[]): Estimate[] =>
    Array.from({ length: figures }, (_, figure) => {
      const at = place * figures + figure;
      const varies = new Set(own.map(({ values }) => values[figure])).size > 1;
      return estimate(found[at] ?? null, varies ? (drawn[at] ?? []) : []);
    });
  return {
    all: estimatesAt(names.length, units),
    groups: new Map(
      names.map((name, place) => [
        name,
        estimatesAt(
          place,
          units.filter(({ group }) => group === name),
        ),
      ]),
    ),
  };
}

/** How many equally weighted units tell as much (Kish 1965): (Σ weight)² ÷ Σ weight². */
export function effectiveUnits(weights: readonly number[]): number {
  const squares = weights.reduce((total, weight) => total + weight ** 2, 0);
  return squares === 0 ? 0 : weights.reduce((total, weight) => total + weight, 0) ** 2 / squares;
}

/** Gives all figures of each group, then those of all; null where no unit of the group counts. */
function meansBy(
  units: readonly WeightedUnit[],
  names: readonly string[],
): (times: Float64Array) => (number | null)[] {
  const figures = units[0]?.values.length ?? 0;
  const places = units.map(({ group }) => names.indexOf(group));
  const sums = new Float64Array((names.length + 1) * figures);
  const weights = new Float64Array(names.length + 1);
  return (times) => {
    sums.fill(0);
    weights.fill(0);
    units.forEach(({ weight, values }, unit) => {
      const counted = weight * (times[unit] ?? 0);
      if (counted === 0) return;
      for (const place of [places[unit] ?? 0, names.length]) {
        weights[place] = (weights[place] ?? 0) + counted;
        values.forEach((value, figure) => {
          const at = place * figures + figure;
          sums[at] = (sums[at] ?? 0) + counted * value;
        });
      }
    });
    return Array.from(sums, (sum, at) => {
      const weight = weights[Math.floor(at / figures)] ?? 0;
      return weight === 0 ? null : sum / weight;
    });
  };
}

/** Places of the units of each stratum. One unit says nothing of its stratum, which joins the next smallest (Cochran 1977, 5A.12). */
function collapsed(units: readonly WeightedUnit[]): (readonly number[])[] {
  const byStratum = new Map<string, number[]>();
  units.forEach(({ stratum }, unit) => {
    byStratum.set(stratum, [...(byStratum.get(stratum) ?? []), unit]);
  });
  let strata = [...byStratum.values()];
  for (;;) {
    const [smallest = [], next, ...rest] = strata.toSorted((a, b) => a.length - b.length);
    if (smallest.length !== 1 || next === undefined) return strata;
    strata = [[...smallest, ...next], ...rest];
  }
}

function estimate(value: number | null, drawn: readonly number[]): Estimate {
  if (drawn.length === 0) return { value, low: null, high: null };
  const sorted = Float64Array.from(drawn).sort();
  return { value, low: quantileOf(sorted, 0.025), high: quantileOf(sorted, 0.975) };
}
