import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { FIT_MODELS } from "@/core/learning/fit-answer";
import { numeric, oneOf, required, type Command } from "@/server/cli/command";
import { fitLines } from "@/server/cli/fit-lines";
import { foundLines } from "@/server/cli/found-lines";
import { fitWeights } from "@/server/services/learning/fit-weights";

const FOLDS = 5;
const SEED = 0;
/** As many as the authors try. */
const CANDIDATES = 1_000_000;

export const fitCommand: Command = {
  usage:
    "fit --inputs W.csv --losses L.csv --target COLUMN [--model auto|lightgbm|ridge|gp|boosted] [--id COLUMN] [--test-inputs W2.csv --test-losses L2.csv] [--folds N] [--seed N] [--search [--candidates N] [--penalty P]] [--bounds B.json] [--prior P.json [--radius SHARE]] [--explain] [--curve] [--next N]",
  summary:
    "learn the loss of a run from its weights, matched by id, and say how well: cross-validated, and on test runs where given; --search finds the weights of the least predicted loss, --explain tells what each rater does to it, --curve whether more runs would help, --next N which runs to make next",
  async run({ ctx, signal, progress }, args) {
    const { values } = parseArgs({
      args,
      options: {
        inputs: { type: "string" },
        losses: { type: "string" },
        target: { type: "string" },
        model: { type: "string", default: "auto" },
        id: { type: "string" },
        "test-inputs": { type: "string" },
        "test-losses": { type: "string" },
        folds: { type: "string" },
        seed: { type: "string" },
        search: { type: "boolean", default: false },
        candidates: { type: "string" },
        penalty: { type: "string" },
        bounds: { type: "string" },
        prior: { type: "string" },
        radius: { type: "string" },
        explain: { type: "boolean", default: false },
        curve: { type: "boolean", default: false },
        next: { type: "string" },
      },
    });
    const target = required(values.target, "--target");
    const next = numeric(values.next, "--next") ?? 0;
    const fitted = await fitWeights({
      ctx,
      input: {
        inputs: required(values.inputs, "--inputs"),
        losses: required(values.losses, "--losses"),
        target,
        id: values.id,
        test: testOf(values["test-inputs"], values["test-losses"]),
        model: oneOf(values.model, "--model", FIT_MODELS),
        folds: numeric(values.folds, "--folds") ?? FOLDS,
        seed: numeric(values.seed, "--seed") ?? SEED,
        search: values.search
          ? {
              candidates: numeric(values.candidates, "--candidates") ?? CANDIDATES,
              penalty: numeric(values.penalty, "--penalty") ?? 0,
            }
          : undefined,
        bounds: values.bounds,
        prior: values.prior,
        radius: numeric(values.radius, "--radius"),
        explain: values.explain,
        curve: values.curve,
        next,
      },
      signal,
      report: progress,
    });
    const { validation, test, model, columns, tried, unmatched, testUnmatched } = fitted;
    return {
      json: {
        ...validation,
        test: test === null ? undefined : { ...test, unmatched: testUnmatched },
        ...{ model, target, columns, tried, unmatched },
        ...{ search: fitted.search, explain: fitted.explain, curve: fitted.curve, next: fitted.next },
      },
      lines: [...fitLines(fitted, target), ...foundLines(fitted, next)],
    };
  },
};

function testOf(
  inputs: string | undefined,
  losses: string | undefined,
): { inputs: string; losses: string } | undefined {
  if (inputs === undefined && losses === undefined) return undefined;
  if (inputs !== undefined && losses !== undefined) return { inputs, losses };
  throw new StudioError(
    "invalid-input",
    `${inputs === undefined ? "--test-inputs" : "--test-losses"} is missing.`,
    "Test runs need both their weights and their losses.",
  );
}
