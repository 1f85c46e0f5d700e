import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { FIT_MODELS } from "@/core/learning/fit-answer";
import { numeric, oneOf, required, type Command } from "@/server/cli/command";
import { fitLines } from "@/server/cli/fit-lines";
import { fitWeights } from "@/server/services/learning/fit-weights";

const FOLDS = 5;
const SEED = 0;

export const fitCommand: Command = {
  usage:
    "fit --inputs W.csv --losses L.csv --target COLUMN [--model auto|lightgbm|ridge|gp|boosted] [--id COLUMN] [--test-inputs W2.csv --test-losses L2.csv] [--folds N] [--seed N]",
  summary:
    "learn the loss of a run from its weights, matched by id, and say how well: cross-validated, and on test runs where given",
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
      },
    });
    const target = required(values.target, "--target");
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
      },
      signal,
      report: progress,
    });
    const { validation, test, model, tried, unmatched, testUnmatched } = fitted;
    return {
      json: {
        ...validation,
        test: test === null ? undefined : { ...test, unmatched: testUnmatched },
        ...{ model, target, tried, unmatched },
      },
      lines: fitLines(fitted, target),
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
