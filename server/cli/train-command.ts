import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { MODEL_IDS } from "@/core/models";
import { adjustResources, processesOf, type ResourceChanges } from "@/core/cluster-resources";
import { RUN_DATA } from "@/core/run-data";
import { defaultTrainSettings, type TrainSettings } from "@/core/train-settings";
import { oneOf, required, type Command } from "@/server/cli/command";
import { readChanges } from "@/server/cli/read-changes";
import { listBackends } from "@/server/services/backend/list";
import type { Context } from "@/server/services/context";
import { runJobHere } from "@/server/services/job/run-here";
import { getRun } from "@/server/services/run/get";
import type { RunSummary } from "@/server/services/run/run-summary";
import { submitRun } from "@/server/services/run/submit";
import { trainRun } from "@/server/services/run/train";
import { listSelections } from "@/server/services/selection/list";

/** A model of one's own shape is for the page, which knows its parameters. */
const MODELS = MODEL_IDS.filter((id) => id !== "custom");

const OPTIONS = {
  run: { type: "string" },
  selection: { type: "string" },
  model: { type: "string" },
  backend: { type: "string" },
  template: { type: "string" },
  set: { type: "string", multiple: true },
  data: { type: "string" },
  name: { type: "string" },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

export const trainCommand: Command = {
  usage:
    "train --selection S --model M [--backend B] [--template T] [--set FIELD=VALUE]… [--data inline|reference] [--name N] | --run RUN",
  summary:
    "train a model on a selection, here or by a running studio, until it ends; --run follows a run again",
  async run({ ctx, signal, progress }, args) {
    const { values } = parseArgs({ args, options: OPTIONS });
    const followed = values.run === undefined ? await submitted(ctx, values) : await known(ctx, values);
    if (followed.jobId === null) throw new StudioError("not-ready", `Run ${followed.id} has no job.`);
    const job = { ctx, jobId: followed.jobId, run: trainRun, shutdown: signal, onProgress: progress };
    await runJobHere(job).catch((error: unknown) => {
      const stopped = signal.aborted && error instanceof StudioError && error.code === "cancelled";
      throw stopped ? goesOn(followed) : error;
    });
    const { id, name, state, step, tokens, trainLoss, validationLoss } = await getRun({
      ctx,
      input: { id: followed.id },
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

async function known(ctx: Context, { run: id = "", ...others }: Options): Promise<RunSummary> {
  const [other] = Object.keys(others);
  if (other === undefined) return getRun({ ctx, input: { id } });
  throw new StudioError("invalid-input", `--run cannot stand with --${other}.`, "Give --run alone.");
}

async function submitted(ctx: Context, values: Options): Promise<RunSummary> {
  const { backend = "local", template, set = [] } = values;
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
  const changes = readChanges(set);
  const train = await fitted(ctx, defaultTrainSettings(model), { backend, template, changes });
  return submitRun({
    ctx,
    input: {
      id: randomUUID(),
      selectionId: selection.id,
      name: values.name ?? `${selection.recipe.name} on ${selection.corpus.name}`.slice(0, 120),
      backend,
      ...(template === undefined ? {} : { template, changes }),
      model,
      train,
      data: oneOf(values.data ?? "inline", "--data", RUN_DATA),
    },
  });
}

/** What a command that was stopped says of its run: the same command again would train a second one. */
const goesOn = ({ id, backend }: RunSummary): StudioError =>
  new StudioError(
    "cancelled",
    backend === "local"
      ? `Run ${id} has not ended; a running studio goes on with it.`
      : `Run ${id} has not ended and goes on at ${backend}.`,
    `Follow it with train --run ${id}, or cancel it on its page.`,
  );

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
