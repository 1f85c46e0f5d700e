import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { tasksAskedAs } from "@/core/evaluation/evaluation-settings";
import { PAPER_TASKS, taskLabel } from "@/core/evaluation/evaluation-tasks";
import { paperAverages } from "@/core/evaluation/paper-averages";
import type { TaskResult } from "@/core/evaluation/task-result";
import { numeric, required, type Command } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { readChanges } from "@/server/cli/read-changes";
import type { Context } from "@/server/services/context";
import { evaluateRun } from "@/server/services/evaluation/evaluate";
import type { EvaluationSummary } from "@/server/services/evaluation/evaluation-summary";
import { getEvaluation } from "@/server/services/evaluation/get";
import { submitEvaluation } from "@/server/services/evaluation/submit";
import { runJobHere } from "@/server/services/job/run-here";

const OPTIONS = {
  tasks: { type: "string" },
  folder: { type: "string" },
  shots: { type: "string" },
  limit: { type: "string" },
  backend: { type: "string" },
  template: { type: "string" },
  set: { type: "string", multiple: true },
  evaluation: { type: "string" },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

export const evaluateCommand: Command = {
  usage:
    "evaluate RUN --tasks A,B [--folder DIR] [--shots N] [--limit N] [--backend B] [--template T] [--set FIELD=VALUE]… | --evaluation E",
  summary:
    "measure the model of a run: tasks of lm-evaluation-harness, files of your own in DIR, paper, validation",
  async run({ ctx, signal, progress }, args) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const ordered =
      values.evaluation === undefined
        ? await submitted(ctx, required(positionals[0], "The run"), values)
        : await getEvaluation({ ctx, input: { id: values.evaluation } });
    if (ordered.jobId === null) throw new StudioError("not-ready", `Evaluation ${ordered.id} has no job.`);
    const job = { ctx, jobId: ordered.jobId, run: evaluateRun, shutdown: signal, onProgress: progress };
    await runJobHere(job).catch((error: unknown) => {
      const stopped = signal.aborted && error instanceof StudioError && error.code === "cancelled";
      throw stopped ? goesOn(ordered) : error;
    });
    const { id, state, results, unreadable } = await getEvaluation({ ctx, input: { id: ordered.id } });
    return {
      json: {
        evaluationId: id,
        runId: ordered.runId,
        state,
        results,
        unreadable,
        averages: averagesOf(results),
      },
      lines: [
        `Evaluation ${id} ${state}.`,
        ...table([HEAD, ...results.flatMap(rowsOf)]),
        ...averageLines(results),
        ...unreadable.map((task) => `The results of ${task} cannot be read.`),
      ],
    };
  },
};

/** `paper` stands for all tasks of the paper. */
function taskNames(text: string): string[] {
  return text.split(",").flatMap((name) => {
    const trimmed = name.trim();
    return trimmed === "paper" ? PAPER_TASKS.map(({ task }) => task) : trimmed === "" ? [] : [trimmed];
  });
}

async function submitted(ctx: Context, runId: string, values: Options): Promise<EvaluationSummary> {
  const [shots, limit] = [numeric(values.shots, "--shots"), numeric(values.limit, "--limit")];
  const tasks = tasksAskedAs(taskNames(required(values.tasks, "--tasks")), { shots, limit });
  const { backend = "local", template, folder, set = [] } = values;
  return submitEvaluation({
    ctx,
    roots: null,
    input: {
      ...{ id: randomUUID(), runId, settings: { tasks }, backend },
      ...(folder === undefined ? {} : { taskFolder: folder }),
      ...(template === undefined ? {} : { template, changes: readChanges(set) }),
    },
  });
}

const goesOn = ({ id, backend }: EvaluationSummary): StudioError =>
  new StudioError(
    "cancelled",
    `Evaluation ${id} has not ended; ${backend === "local" ? "a running studio goes on with it" : `it goes on at ${backend}`}.`,
    `Follow it with evaluate --evaluation ${id}, or cancel it on the page of its run.`,
  );

const HEAD = ["task", "metric", "value", "±", "n", "shots"];

const rowsOf = ({ task, metrics, n, shots }: TaskResult): (string | number)[][] =>
  metrics.map(({ name, filter, value, stderr }) => [
    ...[task, filter === "none" ? name : `${name} (${filter})`, value.toFixed(4)],
    ...[stderr === null ? "–" : stderr.toFixed(4), n, shots ?? "–"],
  ]);

const averagesOf = (results: readonly TaskResult[]) => ({
  plain: paperAverages(results, "plain"),
  normalised: paperAverages(results, "normalised"),
});

function averageLines(results: readonly TaskResult[]): string[] {
  const { plain, normalised } = averagesOf(results);
  if (plain.average === null || normalised.average === null) return [];
  const labels = PAPER_TASKS.filter(({ group }) => group !== null).map(({ task }) => taskLabel(task));
  return [
    `Average of ${labels.join(", ")}: ${plain.average.toFixed(2)} %, by length ${normalised.average.toFixed(2)} %.`,
  ];
}
