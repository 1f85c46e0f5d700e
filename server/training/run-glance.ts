import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { EMPTY_CURVES, type RunCurves, type TrainPoint } from "@/core/training-events";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";
import { curvesOf } from "@/server/training/curves-cache";
import { eventsPath } from "@/server/training/run-files";

const figure = z.number().nullable();

const glanceSchema = z.strictObject({
  device: z.string().nullable(),
  workedMs: z.number(),
  trainLoss: figure,
  validationLoss: figure,
  tokensPerSecond: figure,
  mfu: figure,
  secondsLeft: figure,
  /** Training loss over the run so far, at most `SPARKLINE` values. */
  sparkline: z.array(z.number()),
});

/** What a list shows of the events of a run. */
export type RunGlance = Readonly<z.output<typeof glanceSchema>>;

/** What is kept beside the events of an ended run; events only grow, so their size says whether it is of all of them. */
const keptSchema = z.strictObject({ v: z.literal(1), eventBytes: z.number().int(), glance: glanceSchema });

const SPARKLINE = 48;

/** Ended runs whose glance stays in memory, about a kilobyte each. */
const KEPT = 2_000;

const ended = new Map<string, Promise<RunGlance>>();
const glances = new WeakMap<RunCurves, RunGlance>();
let reading: Promise<unknown> = Promise.resolve();

/**
 * Glance at a run. The events of an ended run are read once, whichever process asks; of an open one only what was written
 * since the last call is read.
 */
export async function glanceOf(runDirectory: string, isOver: boolean): Promise<RunGlance> {
  // A cancelled run may go on: what was kept of its first end is not its last.
  if (!isOver) {
    ended.delete(runDirectory);
    return toGlance(await curvesOf(runDirectory));
  }
  const known = ended.get(runDirectory);
  if (known !== undefined) return known;
  const glance = keptGlance(runDirectory);
  ended.set(runDirectory, glance);
  const [oldest] = ended.keys();
  if (ended.size > KEPT && oldest !== undefined) ended.delete(oldest);
  glance.catch(() => ended.delete(runDirectory));
  return glance;
}

async function keptGlance(runDirectory: string): Promise<RunGlance> {
  const file = path.join(runDirectory, "glance.json");
  const eventBytes = await sizeOf(eventsPath(runDirectory));
  const kept = await readJsonFile(file, keptSchema).catch(() => null);
  if (kept?.eventBytes === eventBytes) return kept.glance;
  // One after the other: a list of many runs must not hold the histories of all of them at once.
  const turn = reading.then(() => curvesOf(runDirectory));
  reading = turn.catch(() => undefined);
  const glance = toGlance(await turn);
  if (eventBytes > 0)
    await writeFileAtomic(file, JSON.stringify({ v: 1, eventBytes, glance })).catch(() => undefined);
  return glance;
}

const sizeOf = async (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** What is seen of a run that was never tried: a list of thousands that wait reads no file for them. */
export const glanceOfNothing = (): RunGlance => toGlance(EMPTY_CURVES);

function toGlance(curves: RunCurves): RunGlance {
  const known = glances.get(curves);
  if (known !== undefined) return known;
  const last = curves.train.at(-1);
  const glance: RunGlance = {
    device: curves.device,
    workedMs: curves.workedMs,
    trainLoss: last?.loss ?? null,
    validationLoss: curves.validation.at(-1)?.loss ?? null,
    tokensPerSecond: last?.tokensPerSecond ?? null,
    mfu: last?.mfu ?? null,
    secondsLeft: curves.secondsLeft,
    sparkline: sparkline(curves.train, SPARKLINE),
  };
  glances.set(curves, glance);
  return glance;
}

/** Mean losses of at most `bins` equally long stretches of a curve; steps without a finite loss are left out. */
export function sparkline(points: readonly Pick<TrainPoint, "loss">[], bins: number): number[] {
  const losses = points.flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const count = Math.min(bins, losses.length);
  return Array.from({ length: count }, (_, bin) => {
    const part = losses.slice(
      Math.floor((bin * losses.length) / count),
      Math.floor(((bin + 1) * losses.length) / count),
    );
    return part.reduce((sum, loss) => sum + loss, 0) / part.length;
  });
}
