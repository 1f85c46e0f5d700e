import { generator, shuffledPrefix } from "@/core/review/draw";

/** Verdicts of people and what the raters say of the same documents. */
export interface Verdicts {
  /** What people say of each document, higher is better. */
  readonly verdicts: readonly number[];
  /** By rater, standardised, higher is better: `raters[r][document]`. */
  readonly raters: readonly (readonly number[])[];
}

export interface ProposedWeights {
  /** At least 0 each, sum 1; all 0 where no rater helps. */
  readonly weights: readonly number[];
  /** Strength of the penalty, chosen by cross-validation. */
  readonly penalty: number;
  /** Share of the variance of the verdicts that is foretold for documents left out of the fit; below 0 is worse than the mean. */
  readonly foretold: number;
}

const PENALTIES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;
const FOLDS = 5;
const MOST_ROUNDS = 500;
const SETTLED = 1e-9;

/** Documents that a fit must have; fewer say nothing about 25 weights. */
export const FEWEST_VERDICTS = 20;

/**
 * The weights whose sum of raters comes closest to what people say: ridge regression with weights of at least 0, by coordinate
 * descent, its penalty chosen by five-fold cross-validation.
 * @param seed of the folds
 */
export function proposeWeights(of: Verdicts, seed: number): ProposedWeights {
  const count = of.verdicts.length;
  const order = shuffledPrefix(count, count, generator(seed));
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    order.filter((_, place) => place % FOLDS === fold),
  );
  const errors = PENALTIES.map((penalty) =>
    folds.reduce(
      (sum, left) =>
        sum +
        errorOn(
          of,
          left,
          order.filter((one) => !left.includes(one)),
          penalty,
        ),
      0,
    ),
  );
  const best = errors.indexOf(Math.min(...errors));
  const penalty = PENALTIES[best] ?? 1;
  const { weights } = fit(of, order, penalty);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = of.verdicts.reduce((total, verdict) => total + verdict, 0) / count;
  const spread = of.verdicts.reduce((total, verdict) => total + (verdict - mean) ** 2, 0);
  return {
    weights: sum === 0 ? weights : weights.map((weight) => weight / sum),
    penalty,
    foretold: spread === 0 ? 0 : 1 - (errors[best] ?? 0) / spread,
  };
}

interface Fit {
  readonly weights: readonly number[];
  readonly intercept: number;
}

function errorOn(of: Verdicts, left: readonly number[], rest: readonly number[], penalty: number): number {
  const { weights, intercept } = fit(of, rest, penalty);
  return left.reduce((sum, document) => {
    const said = weights.reduce(
      (total, weight, rater) => total + weight * (of.raters[rater]?.[document] ?? 0),
      intercept,
    );
    return sum + ((of.verdicts[document] ?? 0) - said) ** 2;
  }, 0);
}

/** Minimises Σ (verdict − intercept − Σ w·z)² ÷ n + penalty · Σ w², w ≥ 0, over some documents. */
function fit({ verdicts, raters }: Verdicts, documents: readonly number[], penalty: number): Fit {
  const n = documents.length;
  const meanOf = (values: readonly number[]): number =>
    documents.reduce((sum, document) => sum + (values[document] ?? 0), 0) / n;
  const means = raters.map(meanOf);
  const mean = meanOf(verdicts);
  const columns = raters.map((values, rater) =>
    documents.map((document) => (values[document] ?? 0) - (means[rater] ?? 0)),
  );
  const rest = documents.map((document) => (verdicts[document] ?? 0) - mean);
  const weights = raters.map(() => 0);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let moved = 0;
    columns.forEach((column, rater) => {
      const before = weights[rater] ?? 0;
      const square = column.reduce((sum, z) => sum + z * z, 0) / n;
      const pull = column.reduce((sum, z, at) => sum + z * (rest[at] ?? 0), 0) / n + square * before;
      const after = square + penalty === 0 ? 0 : Math.max(0, pull / (square + penalty));
      if (after === before) return;
      column.forEach((z, at) => {
        rest[at] = (rest[at] ?? 0) - (after - before) * z;
      });
      weights[rater] = after;
      moved = Math.max(moved, Math.abs(after - before));
    });
    if (moved < SETTLED) break;
  }
  const intercept = mean - weights.reduce((sum, weight, rater) => sum + weight * (means[rater] ?? 0), 0);
  return { weights, intercept };
}
