import { StudioError } from "@/core/errors";
import { isEnded } from "@/core/run-states";
import type { Evaluation, Prisma } from "@/generated/sqlite/client";
import { MIRRORED_EVALUATIONS } from "@/server/services/mirror/mirror-record";
import { runConfigSchema } from "@/server/services/run/run-config";
import { runPath } from "@/server/storage/home";
import { readResults } from "@/server/training/evaluation-results";
import {
  MOST_METRICS,
  type Metric,
  type MlflowClient,
  type MlflowRun,
  type Pair,
  type RunStatus,
} from "@/server/training/mlflow/mlflow-client";
import { eventMetrics, taskMetrics } from "@/server/training/mlflow/run-metrics";
import { readEvents } from "@/server/training/read-events";
import { eventsPath } from "@/server/training/run-files";

/** What a run of the studio is known by in MLflow. */
const RUN_TAG = "studio.run_id";

/** What is told of a run. */
export const MIRRORED_PARTS = {
  selection: true,
  evaluations: { where: MIRRORED_EVALUATIONS, orderBy: { finishedAt: "asc" } },
} as const satisfies Prisma.RunInclude;
export type MirroredRun = Prisma.RunGetPayload<{ include: typeof MIRRORED_PARTS }>;

const STATUS: Readonly<Record<string, RunStatus>> = {
  succeeded: "FINISHED",
  failed: "FAILED",
  cancelled: "KILLED",
};

/**
 * The MLflow run of one run. What MLflow holds says where to go on, so that whoever was killed in between tells nothing twice:
 * of each metric only points beyond its last one are sent.
 */
export class RunMirroring {
  #offset = 0;
  /** Last step read of the run's events. */
  step = 0;

  private constructor(
    private readonly client: MlflowClient,
    private readonly mlflow: MlflowRun,
    private status: string,
  ) {}

  /** Finds the MLflow run by its tag, or makes it. */
  static async open(client: MlflowClient, experiment: string, run: MirroredRun): Promise<RunMirroring> {
    const tag = { key: RUN_TAG, value: run.id };
    const mlflow =
      (await client.find(experiment, tag)) ??
      (await client.create(experiment, {
        name: run.name,
        startedAt: run.createdAt.getTime(),
        tags: [tag, { key: "mlflow.source.name", value: "Meta-rater Studio" }],
      }));
    const params = paramsOf(run).filter(({ key }) => !mlflow.params.has(key));
    await client.logParams(mlflow.id, params);
    return new RunMirroring(client, mlflow, mlflow.status);
  }

  /**
   * Tells what is new: points of the events, results of evaluations, and how the run stands.
   * @throws StudioError `corrupt` once the rest is told, where some of it cannot be read now
   */
  async advance(run: MirroredRun, home: string): Promise<void> {
    await this.#sendEvents(eventsPath(runPath(run.id, home)));
    const unread = isEnded(run.state) && this.step < run.step ? ["its events"] : [];
    for (const evaluation of run.evaluations)
      unread.push(...(await this.#sendResults(run, evaluation, home)));
    await this.#sendStatus(run);
    if (unread.length > 0)
      throw new StudioError("corrupt", `What MLflow is to be told cannot be read: ${unread.join(", ")}.`);
  }

  async #sendStatus(run: MirroredRun): Promise<void> {
    const status = STATUS[run.state] ?? "RUNNING";
    if (status === this.status) return;
    const endedAt = isEnded(run.state) ? (run.finishedAt?.getTime() ?? null) : null;
    await this.client.update(this.mlflow.id, status, endedAt);
    this.status = status;
  }

  async #sendEvents(file: string): Promise<void> {
    let batch: Metric[] = [];
    for (let offset = this.#offset; ;) {
      const page = await readEvents(file, offset);
      const isLast = page.offset === offset;
      offset = page.offset;
      for (const event of page.events) {
        for (const metric of eventMetrics(event)) if (this.#isNew(metric)) batch.push(metric);
        if ("step" in event) this.step = Math.max(this.step, event.step);
      }
      if (isLast || batch.length >= MOST_METRICS) {
        await this.client.logMetrics(this.mlflow.id, batch);
        batch = [];
        this.#offset = offset;
      }
      if (isLast) return;
    }
  }

  /** Returns what of it cannot be read. A later evaluation of the same task stands at the same step. */
  async #sendResults(
    run: MirroredRun,
    { id, finishedAt }: Evaluation,
    home: string,
  ): Promise<readonly string[]> {
    const at = { step: run.step, timestamp: finishedAt?.getTime() ?? 0 };
    const { results, unreadable } = await readResults(runPath(id, home));
    const metrics = results.flatMap((result) => taskMetrics(result, at));
    await this.client.logMetrics(
      this.mlflow.id,
      metrics.filter(({ key }) => (this.mlflow.metrics.get(key)?.timestamp ?? -1) < at.timestamp),
    );
    for (const { key } of metrics) this.mlflow.metrics.set(key, at);
    if (results.length + unreadable.length === 0) return ["an evaluation"];
    return unreadable.map((task) => `the results of ${task}`);
  }

  /** Steps behind a checkpoint are trained again after a kill: what was told of them stays. */
  #isNew({ key, step, timestamp }: Metric): boolean {
    const last = this.mlflow.metrics.get(key);
    if (last !== undefined && last.step >= step) return false;
    this.mlflow.metrics.set(key, { step, timestamp });
    return true;
  }
}

function paramsOf(run: MirroredRun): readonly Pair[] {
  const { shape, train, data } = runConfigSchema.parse(run.config);
  const facts = {
    model: run.model,
    backend: run.backend,
    data,
    selection: run.selection.selectionKey,
    recipe: run.selection.recipeHash,
    corpus: run.selection.fingerprint,
    ...(run.parentId === null ? {} : { parent: run.parentId }),
    ...(run.campaignId === null ? {} : { campaign: run.campaignId }),
    ...shape,
    ...train,
  };
  return Object.entries(facts).map(([key, value]) => ({ key, value: String(value) }));
}
