import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TrainingEvent } from "@/core/training-events";
import type { Attempt } from "@/generated/sqlite/client";
import { foldEvents, parseEvent } from "@/core/training-events";
import { stepsOf } from "@/core/train-settings";
import { databaseUrl, isPostgresql } from "@/server/db/client";
import type { Context } from "@/server/services/context";
import { fileDigest } from "@/server/storage/file-digest";
import { runPath } from "@/server/storage/home";
import { bundleManifestSchema } from "@/server/training/bundle-manifest";
import { eventsPath, latestAttempt, modelManifestPath, modelPath } from "@/server/training/run-files";
import { attemptProcesses } from "./attempt-processes";
import type { ChaosWorld } from "./chaos-world";
import type { ChaosRun } from "./open-runs";
import type { Played, SeenTrainers } from "./play-chaos";

/** What is not as it should be after a chaos, a line a fault; none when all went well. */
export async function judgeChaos(world: ChaosWorld, { runs, trainers }: Played): Promise<string[]> {
  const faults: string[] = [];
  const spared = new Map<string, string>();
  for (const run of runs.filter((one) => one.spared))
    spared.set(run.backend, await weightsOf(world, run).catch(() => "no model"));
  for (const run of runs) {
    const own = [
      ...(await faultsOfRows(world, run)),
      ...(await faultsOfEvents(world, run)),
      ...(trainers.doubled.has(run.id) ? ["two trainers lived at once"] : []),
      ...(run.state === "succeeded" ? await faultsOfModel(world, run, spared.get(run.backend)) : []),
    ];
    faults.push(...own.map((fault) => `${run.name}: ${fault}`));
  }
  return [...faults, ...faultsOfChaos(runs, trainers), ...(await faultsOfRest(world, runs))];
}

/** A chaos that neither saw nor hit a trainer has proved nothing. */
function faultsOfChaos(runs: readonly ChaosRun[], { seen }: SeenTrainers): string[] {
  return [
    ...(runs.some(({ id }) => seen.has(id)) ? [] : ["no trainer was ever seen"]),
    ...(runs.some(({ trainerKilled }) => trainerKilled) ? [] : ["no trainer was ever killed"]),
  ];
}

const weightsOf = async ({ ctx }: ChaosWorld, { id }: ChaosRun): Promise<string> =>
  (await fileDigest(path.join(modelPath(runPath(id, ctx.home)), "model.safetensors"))).sha256;

/** The run, its attempts and its job in the database. */
async function faultsOfRows({ ctx, train }: ChaosWorld, run: ChaosRun): Promise<string[]> {
  const faults: string[] = [];
  const row = await ctx.db.run.findUnique({ where: { id: run.id }, include: { attempts: true } });
  if (row === null) return ["is not in the database"];
  const right = row.state === "succeeded" || (run.cancelled && row.state === "cancelled");
  if (!right)
    faults.push(`ended ${row.state}: ${row.failure ?? "without a reason"} After ${toldOf(row.attempts)}`);
  if (row.state === "succeeded" && row.step !== stepsOf(train))
    faults.push(`ended at step ${String(row.step)}`);
  const placed = await latestAttempt(runPath(run.id, ctx.home));
  if (row.attempts.length !== placed)
    faults.push(
      `has ${String(row.attempts.length)} attempts in the database and ${String(placed)} on the disk`,
    );
  for (const { number, endedAt, state } of row.attempts)
    if (endedAt === null) faults.push(`attempt ${String(number)} is still ${state}`);
  const jobs = await ctx.db.job.findMany({ where: { key: `train:${run.id}` } });
  const ended = jobs.filter(({ state }) => state === "succeeded" || state === "cancelled");
  if (jobs.length !== 1 || ended.length !== 1)
    faults.push(`its job is ${jobs.map((job) => job.state).join()}`);
  return faults;
}

/** "1 failed 137 from step 0, 2 preempted 75 from step 4" */
const toldOf = (attempts: readonly Attempt[]): string =>
  attempts
    .map(
      ({ number, state, exitCode, firstStep }) =>
        `${String(number)} ${state} ${String(exitCode)} from step ${String(firstStep)}`,
    )
    .join(", ");

/** What the trainers told: in order, nothing lost beyond a checkpoint, and each step once when repetitions are dropped. */
async function faultsOfEvents({ ctx, train }: ChaosWorld, run: ChaosRun): Promise<string[]> {
  const text = await readFile(eventsPath(runPath(run.id, ctx.home)), "utf8").catch(() => "");
  const lines = text.split("\n").slice(0, -1);
  const events = lines.map(parseEvent).filter((event) => event !== null);
  if (events.length < lines.length)
    return [`${String(lines.length - events.length)} lines of events are torn`];
  const faults = [...faultsOfOrder(events), ...faultsOfSpared(run, events)];
  if (run.state !== "succeeded") return faults;
  const told = foldEvents(events).train.map(({ step }) => step);
  const wanted = Array.from({ length: stepsOf(train) }, (_, index) => index + 1);
  if (told.join() !== wanted.join()) faults.push(`tells ${String(told.length)} steps`);
  return faults;
}

/**
 * One attempt trains a run that nobody touches. A worker may have been killed before it started the attempt that it had claimed,
 * which nobody else may start then; and a cluster whose controller was killed may itself have ended what it lost sight of.
 */
function faultsOfSpared({ spared, backend }: ChaosRun, events: readonly TrainingEvent[]): string[] {
  if (!spared || backend !== "local") return [];
  const last = new Map(events.map(({ attempt, type }) => [attempt, type]));
  if (last.size <= 1) return [];
  const told = [...last].map(([attempt, type]) => `${String(attempt)}, which ended with "${type}"`);
  return [`was trained by attempt ${told.join(", and ")}, though nobody touched its trainer`];
}

/** Sequence numbers rise, attempts never take turns, and each goes on where the last checkpoint stands. */
export function faultsOfOrder(events: readonly TrainingEvent[]): string[] {
  const faults: string[] = [];
  let last: TrainingEvent | null = null;
  let checkpoint = 0;
  let resumed = 0;
  for (const event of events) {
    const named = `event ${String(event.seq)} of attempt ${String(event.attempt)}`;
    if (last !== null && event.seq <= last.seq) faults.push(`${named} comes after ${String(last.seq)}`);
    if (last !== null && event.attempt < last.attempt)
      faults.push(`${named} comes after one of attempt ${String(last.attempt)}`);
    // A trainer that was killed between the renaming of a checkpoint and the event leaves a later one than it told of.
    if (event.type === "resumed" && event.step < checkpoint)
      faults.push(
        `${named} resumes at ${String(event.step)}, before the checkpoint of ${String(checkpoint)}`,
      );
    if (event.type === "resumed") resumed = event.attempt;
    if (event.type === "running" && checkpoint > 0 && resumed !== event.attempt)
      faults.push(`${named} begins anew, though there is a checkpoint of step ${String(checkpoint)}`);
    if (event.type === "checkpoint") checkpoint = Math.max(checkpoint, event.step);
    last = event;
  }
  return faults;
}

async function faultsOfModel(
  world: ChaosWorld,
  run: ChaosRun,
  spared: string | undefined,
): Promise<string[]> {
  const runDirectory = runPath(run.id, world.ctx.home);
  const weights = await weightsOf(world, run).catch(() => "no model");
  if (weights !== spared)
    return [`its weights are ${weights}, those of an unharmed run ${spared ?? "missing"}`];
  const row = await world.ctx.db.run.findUniqueOrThrow({ where: { id: run.id } });
  const kept = bundleManifestSchema.parse(
    JSON.parse(await readFile(modelManifestPath(runDirectory), "utf8")),
  );
  return row.modelSha256 === kept.bundle_sha256 ? [] : ["the database has another hash of its model"];
}

async function integrityOfSqlite({ db }: Context): Promise<string> {
  const [row] = await db.$queryRawUnsafe<{ integrity_check: string }[]>("PRAGMA integrity_check");
  return row?.integrity_check ?? "no answer";
}

/** Processes that were left, and a database that is no longer whole. */
async function faultsOfRest({ ctx }: ChaosWorld, runs: readonly ChaosRun[]): Promise<string[]> {
  const left = (await attemptProcesses()).filter(({ runId }) => runs.some(({ id }) => id === runId));
  const integrity = isPostgresql(databaseUrl()) ? "ok" : await integrityOfSqlite(ctx);
  return [
    ...left.map(({ pid, role, runId }) => `${role} ${String(pid)} of ${runId} is left`),
    ...(integrity === "ok" ? [] : [`database: ${integrity}`]),
  ];
}
