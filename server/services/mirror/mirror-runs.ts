import { isDeepStrictEqual } from "node:util";
import { StudioError } from "@/core/errors";
import { isEnded, NOT_ENDED } from "@/core/run-states";
import type { Prisma } from "@/generated/sqlite/client";
import { retryBusy } from "@/server/db/retry";
import type { Context } from "@/server/services/context";
import {
  destination,
  isTold,
  MIRRORED_EVALUATIONS,
  readRecord,
  standing,
  type MirrorRecord,
} from "@/server/services/mirror/mirror-record";
import { MIRRORED_PARTS, RunMirroring, type MirroredRun } from "@/server/services/mirror/mirror-run";
import { BackendUnreachable } from "@/server/training/launcher";
import { mlflowClient, type MlflowClient } from "@/server/training/mlflow/mlflow-client";
import type { MlflowSettings } from "@/server/training/mlflow/mlflow-settings";

/** So many that runs which go on need not wait for those of years when a studio begins to mirror. */
const ENDED_A_PASS = 20;
/** How often every run of all time is looked at. Between, only those are that go on or have changed in the time behind. */
const ALL_MS = 300_000;
/** More than that, as clocks of two machines differ. */
const LATELY_MS = 600_000;

/** Without a way to MLflow no run is taken there; one that MLflow refuses stands alone. */
const failsForAll = (problem: StudioError): boolean =>
  problem instanceof BackendUnreachable || problem.code === "not-ready";

/** Mirrors the runs of a studio to one experiment, pass by pass; nobody else may mirror them there meanwhile. */
export class RunsMirror {
  readonly #client: MlflowClient;
  readonly #to: string;
  readonly #open = new Map<string, RunMirroring>();
  #experiment: string | null = null;
  #allAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ctx: Context,
    private readonly settings: MlflowSettings,
  ) {
    this.#client = mlflowClient(settings);
    this.#to = destination(settings);
  }

  /** Tells MLflow of every run what it does not know yet. False when MLflow itself failed, which another pass may mend. */
  async pass(): Promise<boolean> {
    let failure: StudioError | null = null;
    for (const id of await this.#due()) {
      const run = await this.#find(id);
      if (run === null) continue;
      const problem: StudioError | null = failure ?? (await this.#advance(run));
      if (problem !== null && failsForAll(problem)) failure = problem;
      await this.#keep(run, problem?.message ?? null);
    }
    if (failure !== null) this.#allAt = Number.NEGATIVE_INFINITY;
    return failure === null;
  }

  async #advance(run: MirroredRun): Promise<StudioError | null> {
    try {
      this.#experiment ??= await this.#client.experiment(this.settings.experiment);
      const known = this.#open.get(run.id);
      const mirroring = known ?? (await RunMirroring.open(this.#client, this.#experiment, run));
      this.#open.set(run.id, mirroring);
      await mirroring.advance(run, this.ctx.home);
      return null;
    } catch (error) {
      // What arrived of the last request only MLflow knows: it is asked anew.
      this.#open.delete(run.id);
      this.#experiment = null;
      if (error instanceof StudioError) return error;
      return new StudioError("corrupt", `What MLflow is to be told cannot be read: ${String(error)}`);
    }
  }

  /** Runs of which something can be told: those that go on, then ended ones, last those that could not be told before. */
  async #due(): Promise<readonly string[]> {
    const runs = await this.ctx.db.run.findMany({
      where: { workspaceId: this.ctx.workspaceId, archivedAt: null, ...this.#lately() },
      select: {
        id: true,
        state: true,
        step: true,
        mirror: true,
        _count: { select: { evaluations: { where: MIRRORED_EVALUATIONS } } },
      },
      orderBy: { createdAt: "asc" },
    });
    const open = runs.filter(({ state }) => !isEnded(state));
    const hasFailed = (mirror: unknown): number => Number((readRecord(mirror)?.problem ?? null) !== null);
    const ended = runs
      .filter((run) => isEnded(run.state))
      .filter((run) => !isTold(readRecord(run.mirror), this.#to, run, run._count.evaluations))
      .sort((a, b) => hasFailed(a.mirror) - hasFailed(b.mirror));
    if (ended.length > ENDED_A_PASS) this.#allAt = Number.NEGATIVE_INFINITY;
    return [...open, ...ended.slice(0, ENDED_A_PASS)].map(({ id }) => id);
  }

  /** Which runs to look at this time. */
  #lately(): Prisma.RunWhereInput {
    const now = performance.now();
    if (now - this.#allAt >= ALL_MS) {
      this.#allAt = now;
      return {};
    }
    const finishedAt = { gte: new Date(Date.now() - LATELY_MS) };
    return { OR: [{ state: NOT_ENDED }, { finishedAt }, { evaluations: { some: { finishedAt } } }] };
  }

  #find(id: string): Promise<MirroredRun | null> {
    return this.ctx.db.run.findUnique({ where: { id }, include: MIRRORED_PARTS });
  }

  async #keep(run: MirroredRun, problem: string | null): Promise<void> {
    const known = readRecord(run.mirror);
    const record: MirrorRecord =
      problem === null
        ? {
            to: this.#to,
            step: this.#open.get(run.id)?.step ?? 0,
            told: standing(run.state, run.evaluations.length),
            problem,
          }
        : { step: 0, told: "", ...known, to: this.#to, problem };
    if (problem === null && isEnded(run.state)) this.#open.delete(run.id);
    if (isDeepStrictEqual(record, known)) return;
    await retryBusy(() => this.ctx.db.run.update({ where: { id: run.id }, data: { mirror: record } }));
  }
}
