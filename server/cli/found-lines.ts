import type { LearningCurve, PredictedWeights } from "@/core/learning/fit-answer";
import { share, table } from "@/server/cli/layout";
import type { FittedWeights } from "@/server/services/learning/fit-weights";

type Found = Pick<FittedWeights, "search" | "explain" | "curve" | "next" | "columns">;

/** What `fit` prints of what it was asked to look for. @param asked how many runs it was to propose */
export const foundLines = (fitted: Found, asked: number): string[] => [
  ...searchLines(fitted),
  ...explainLines(fitted),
  ...curveLines(fitted.curve),
  ...nextLines(fitted, asked),
];

const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(4));
const ends = (low: number | null, high: number | null): string =>
  low === null || high === null ? "– (needs 19 runs)" : `${figure(low)} to ${figure(high)}`;

function searchLines({ search, columns }: Found): string[] {
  if (search === undefined) return [];
  const { meanOfBest, direct, uniform, prior, bestRun } = search;
  const row = (label: string, found: PredictedWeights): string[] => [
    label,
    figure(found.predicted),
    ends(found.low, found.high),
    ...(found.moved === null ? [] : [share(found.moved, 1)]),
  ];
  const of = (found: PredictedWeights, at: number): string => share(found.weights[at] ?? 0, 1);
  return [
    "",
    "Predicted loss; that of a best one is rather too low than too high",
    ...table([
      ["weights", "predicted", "95 % interval", ...(direct.moved === null ? [] : ["moved from the prior"])],
      row("searched directly", direct),
      row(
        `mean of the best ${String(search.best)} of ${search.candidates.toLocaleString("en-US")}`,
        meanOfBest,
      ),
      row("uniform", uniform),
      ...(prior === null ? [] : [row("prior", prior)]),
      row(`best run so far, ${bestRun.id} (loss ${figure(bestRun.loss)})`, bestRun),
    ]),
    "",
    ...table([
      ["rater", "directly", "mean of best", "best run"],
      ...columns.map((column, at) => [column, of(direct, at), of(meanOfBest, at), of(bestRun, at)]),
    ]),
  ];
}

function explainLines({ explain }: Found): string[] {
  if (explain === undefined) return [];
  return [
    "",
    "What each rater does: by how much the error grows when runs swap this weight, and the mean predicted loss at its least and greatest",
    ...table([
      ["rater", "importance", "95 % of draws", "from weight", "loss", "to weight", "loss"],
      ...explain.map(({ column, importance, dependence }) => [
        column,
        figure(importance.mean),
        ends(importance.low, importance.high),
        ...[0, -1].flatMap((at) => [
          share(dependence.weights.at(at) ?? 0, 1),
          figure(dependence.losses.at(at) ?? null),
        ]),
      ]),
    ]),
  ];
}

function curveLines(curve: LearningCurve | undefined): string[] {
  if (curve === undefined) return [];
  return [
    "",
    "With fewer runs",
    ...table([
      ["runs learnt from", "Spearman", "RMSE", "95 % interval"],
      ...curve.points.map(({ runs, spearman, rmse, low, high }) => [
        String(runs),
        figure(spearman),
        figure(rmse),
        ends(low, high),
      ]),
    ]),
    verdict(curve),
  ];
}

function verdict({ lastDoubling }: LearningCurve): string {
  if (lastDoubling === null) return "There are too few runs to tell whether more would help.";
  const { gain, low, high } = lastDoubling;
  const said = `The last doubling changed the RMSE by ${figure(-gain)} (${ends(low === null ? null : -(high ?? 0), low === null ? null : -low)})`;
  return low !== null && low > 0
    ? `${said}: more runs would help.`
    : `${said}: it cannot be told whether more would help.`;
}

function nextLines({ next, columns }: Found, asked: number): string[] {
  if (next === undefined) return [];
  return [
    "",
    "Runs to make next, by a Gaussian process",
    ...next.map(({ weights, predicted, expectedImprovement }, at) => {
      const parts = weights
        .map((weight, column) => ({ weight, name: columns[column] ?? "" }))
        .filter(({ weight }) => weight >= SHOWN)
        .sort((a, b) => b.weight - a.weight)
        .map(({ weight, name }) => `${name} ${share(weight, 1)}`);
      return `${String(at + 1)}. loss ${figure(predicted)}, expected gain ${figure(expectedImprovement)}: ${parts.join(", ")}`;
    }),
    ...(next.length < asked
      ? [
          `There is room for only ${String(next.length)} that differ; widen the bounds or the radius for more.`,
        ]
      : []),
  ];
}

/** Least weight that is worth a word; --json has all of them. */
const SHOWN = 0.005;
