import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { MODEL_IDS } from "@/core/models";
import { BACKENDS } from "@/core/run-states";
import { defaultTrainSettings } from "@/core/train-settings";
import { oneOf, required, type Command } from "@/server/cli/command";
import { runJobHere } from "@/server/services/job/run-here";
import { getRun } from "@/server/services/run/get";
import { submitRun } from "@/server/services/run/submit";
import { trainRun } from "@/server/services/run/train";
import { listSelections } from "@/server/services/selection/list";

/** A model of one's own shape is for the page, which knows its parameters. */
const MODELS = MODEL_IDS.filter((id) => id !== "custom");

export const trainCommand: Command = {
  usage: "train --selection S --model M [--backend local] [--name N]",
  summary: "train a model on a selection, here or by a running studio, until it ends",
  async run({ ctx, signal, progress }, args) {
    const { values } = parseArgs({
      args,
      options: {
        selection: { type: "string" },
        model: { type: "string" },
        backend: { type: "string", default: "local" },
        name: { type: "string" },
      },
    });
    const wanted = required(values.selection, "--selection");
    const model = oneOf(required(values.model, "--model"), "--model", MODELS);
    const selection = (await listSelections({ ctx })).find(
      ({ id, selectionKey }) => id === wanted || selectionKey === wanted,
    );
    if (selection === undefined) {
      throw new StudioError(
        "not-found",
        `There is no selection "${wanted}".`,
        "select prints the id of the selection it makes.",
      );
    }
    const submitted = await submitRun({
      ctx,
      input: {
        id: randomUUID(),
        selectionId: selection.id,
        name: values.name ?? `${selection.recipe.name} on ${selection.corpus.name}`.slice(0, 120),
        backend: oneOf(values.backend, "--backend", BACKENDS),
        model,
        train: defaultTrainSettings(model),
      },
    });
    if (submitted.jobId === null) throw new StudioError("not-ready", `Run ${submitted.id} has no job.`);
    await runJobHere({ ctx, jobId: submitted.jobId, run: trainRun, shutdown: signal, onProgress: progress });
    const { id, name, state, step, tokens, trainLoss, validationLoss } = await getRun({
      ctx,
      input: { id: submitted.id },
    });
    const loss = (value: number | null): string => (value === null ? "–" : value.toFixed(4));
    return {
      json: { runId: id, name, state, step, tokens, trainLoss, validationLoss },
      lines: [
        `Run ${id} (${name}) ${state} at step ${String(step)} after ${tokens.toLocaleString("en-US")} tokens.`,
        `Loss: training ${loss(trainLoss)}, validation ${loss(validationLoss)}.`,
      ],
    };
  },
};
