import { alphaInterval, type AlphaInterval } from "@/core/agreement/alpha-interval";
import {
  cohenKappa,
  fleissKappa,
  KAPPA_WEIGHTS,
  rawAgreement,
  type KappaWeights,
} from "@/core/agreement/kappa";
import type { Level } from "@/core/agreement/krippendorff-alpha";

/** What one rater said of one unit; a rater says at most one thing of a unit. */
export interface Rating {
  readonly unit: string;
  readonly rater: string;
  /** A code for a nominal question. */
  readonly value: number;
}

export interface AgreementFigures extends AlphaInterval {
  readonly units: number;
  readonly raters: number;
  readonly ratings: number;
  /** Units that at least two raters judged: the others say nothing about agreement. */
  readonly pairableUnits: number;
  /** Share of pairs of ratings of one unit that agree; null without pairs. */
  readonly rawAgreement: number | null;
  /** Null unless every unit has equally many ratings. */
  readonly fleissKappa: number | null;
  /** Null unless there are exactly two raters; over the units that both judged. */
  readonly cohenKappa: Readonly<Record<KappaWeights, number | null>> | null;
}

/** @param scale categories in their order for Cohen's κ; those that occur where it is left out */
export function agreementFigures(
  ratings: readonly Rating[],
  level: Level,
  { seed, scale }: { readonly seed: number; readonly scale?: readonly number[] | undefined },
): AgreementFigures {
  const byUnit = new Map<string, Map<string, number>>();
  for (const { unit, rater, value } of ratings) {
    const given = byUnit.get(unit) ?? new Map<string, number>();
    byUnit.set(unit, given.set(rater, value));
  }
  const raters = [...new Set(ratings.map(({ rater }) => rater))].sort();
  const units = [...byUnit.values()].map((given) => [...given.values()]);
  return {
    ...alphaInterval(units, level, { seed }),
    units: units.length,
    raters: raters.length,
    ratings: ratings.length,
    pairableUnits: units.filter((unit) => unit.length >= 2).length,
    rawAgreement: rawAgreement(units),
    fleissKappa: fleissKappa(units),
    cohenKappa: cohenOf(raters, [...byUnit.values()], scale ?? occurring(ratings)),
  };
}

const occurring = (ratings: readonly Rating[]): number[] =>
  [...new Set(ratings.map(({ value }) => value))].sort((a, b) => a - b);

function cohenOf(
  raters: readonly string[],
  units: readonly ReadonlyMap<string, number>[],
  scale: readonly number[],
): AgreementFigures["cohenKappa"] {
  const [first, second] = raters;
  if (first === undefined || second === undefined || raters.length > 2) return null;
  const pairs = units.flatMap((given) => {
    const [a, b] = [given.get(first), given.get(second)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const [unweighted, linear, quadratic] = KAPPA_WEIGHTS.map((weights) => cohenKappa(pairs, scale, weights));
  return { unweighted: unweighted ?? null, linear: linear ?? null, quadratic: quadratic ?? null };
}
