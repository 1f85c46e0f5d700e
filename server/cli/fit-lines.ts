import type { FitFigures, FitModel } from "@/core/learning/fit-answer";
import type { Unmatched } from "@/core/learning/match-runs";
import { table } from "@/server/cli/layout";
import type { FittedWeights } from "@/server/services/learning/fit-weights";

const LABELS: Readonly<Record<FitModel, string>> = {
  auto: "the best by cross-validation",
  lightgbm: "LightGBM",
  ridge: "ridge regression",
  gp: "a Gaussian process",
  boosted: "boosted trees",
};

/** What `fit` prints for people. */
export function fitLines(fitted: FittedWeights, target: string): string[] {
  const { model, tried, validation, test, unmatched, testUnmatched } = fitted;
  return [
    `${target} by ${LABELS[model]}, learnt from ${validation.n.toLocaleString("en-US")} runs`,
    ...leftOut(unmatched, "run"),
    ...(testUnmatched === null ? [] : leftOut(testUnmatched, "test run")),
    "",
    ...figureLines(validation, test),
    ...(tried.length === 1 ? [] : ["", ...triedLines(tried)]),
  ];
}

const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(4));

function figureLines(validation: FitFigures, test: FitFigures | null): string[] {
  const columns = [
    { head: "cross-validated", of: validation },
    ...(test === null ? [] : [{ head: "on test runs", of: test }]),
  ];
  const row = (label: string, name: "spearman" | "pearson" | "rmse"): string[] => [
    label,
    ...columns.flatMap(({ of }) => [figure(of[name]), `${figure(of.low[name])} to ${figure(of.high[name])}`]),
  ];
  return [
    ...table([
      ["", ...columns.flatMap(({ head }) => [head, "95 % interval"])],
      ["runs", ...columns.flatMap(({ of }) => [String(of.n), ""])],
      row("Spearman", "spearman"),
      row("Pearson", "pearson"),
      row("RMSE", "rmse"),
    ]),
    ...(validation.spearman === null ? ["It predicts the same loss for every run: there are too few."] : []),
  ];
}

const triedLines = (tried: FittedWeights["tried"]): string[] =>
  table([
    ["model", "Spearman", "RMSE"],
    ...tried.map((each) => [LABELS[each.model], figure(each.spearman), figure(each.rmse)]),
  ]);

/** Ids named before a list is cut short. */
const MOST_NAMED = 20;

function leftOut({ withoutLoss, withoutWeights }: Unmatched, noun: string): string[] {
  const line = (ids: readonly string[], lack: string): string[] => {
    if (ids.length === 0) return [];
    const named = ids.slice(0, MOST_NAMED).join(", ");
    const more = ids.length > MOST_NAMED ? ` and ${String(ids.length - MOST_NAMED)} more` : "";
    const count = `${String(ids.length)} ${noun}${ids.length === 1 ? " has" : "s have"}`;
    return [`${count} no ${lack} and ${ids.length === 1 ? "is" : "are"} left out: ${named}${more}`];
  };
  return [...line(withoutLoss, "loss"), ...line(withoutWeights, "weights")];
}
