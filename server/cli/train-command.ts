import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { MODEL_IDS } from "@/core/models";
import { adjustResources, processesOf, type ResourceChanges } from "@/core/cluster-resources";
import { defaultTrainSettings, type TrainSettings } from "@/core/train-settings";
import { oneOf, required, type Command } from "@/server/cli/command";
import { listBackends } from "@/server/services/backend/list";
import type { Context } from "@/server/services/context";
import { runJobHere } from "@/server/services/job/run-here";
import { getRun } from "@/server/services/run/get";
import { submitRun } from "@/server/services/run/submit";
import { trainRun } from "@/server/services/run/train";
import { listSelections } from "@/server/services/selection/list";

/** A model of one's own shape is for the page, which knows its parameters. */
const MODELS = MODEL_IDS.filter((id) => id !== "custom");

export const trainCommand: Command = {
  usage: "train --selection S --model M [--backend B] [--template T] [--set FIELD=VALUE]… [--name N]",
  summary: "train a model on a selection, here or by a running studio, until it ends",
  async run({ ctx, signal, progress }, args) {
    const { values } = parseArgs({
      args,
      options: {
        selection: { type: "string" },
        model: { type: "string" },
        backend: { type: "string", default: "local" },
        template: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
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
    const { backend, template, set } = values;
    const changes = readChanges(set);
    const train = await fitted(ctx, defaultTrainSettings(model), { backend, template, changes });
    const submitted = await submitRun({
      ctx,
      input: {
        id: randomUUID(),
        selectionId: selection.id,
        name: values.name ?? `${selection.recipe.name} on ${selection.corpus.name}`.slice(0, 120),
        backend,
        ...(template === undefined ? {} : { template, changes }),
        model,
        train,
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

/** `--set time=02:00:00 --set nodes=2` */
function readChanges(set: readonly string[]): ResourceChanges {
  return Object.fromEntries(
    set.map((change) => {
      const [, field, value] = /^(\w+)=(.+)$/.exec(change) ?? [];
      if (field !== undefined && value !== undefined) return [field, value];
      throw new StudioError("invalid-input", `--set is "${change}".`, "Write it like --set time=02:00:00.");
    }),
  );
}

interface Place {
  readonly backend: string;
  readonly template: string | undefined;
  readonly changes: ResourceChanges;
}

/** The settings with as many processes as the template has room for; what is wrong with the place is the service's to say. */
async function fitted(
  ctx: Context,
  train: TrainSettings,
  { backend, template: name, changes }: Place,
): Promise<TrainSettings> {
  const templates = (await listBackends({ ctx })).find(({ id }) => id === backend)?.templates ?? [];
  const template = templates.find((candidate) => candidate.name === name);
  return template === undefined
    ? train
    : { ...train, processes: processesOf(adjustResources(template, changes)) };
}
