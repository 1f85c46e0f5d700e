import { z } from "zod";

const step = z.number().int().min(0);
const count = z.number().min(0);
/** JSON has no NaN: the trainer writes null for a figure that is not finite or not known. */
const figure = z.number().nullable();

const envelope = {
  v: z.literal(1),
  seq: z.number().int().min(0),
  ts: z.string(),
  run: z.string(),
  attempt: z.number().int().min(1),
};

/** One line of events.jsonl, version 1 of docs/training-contract.md; unknown keys are dropped. */
export const trainingEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...envelope,
    type: z.literal("starting"),
    device: z.string(),
    world: z.number().int(),
    torch: z.string(),
    transformers: z.string(),
  }),
  z.object({ ...envelope, type: z.literal("resumed"), step, tokens: count.default(0) }),
  z.object({
    ...envelope,
    type: z.literal("running"),
    total_steps: step,
    total_tokens: count.default(0),
    parameters: count,
    epochs: count.default(0),
  }),
  z.object({
    ...envelope,
    type: z.literal("metrics"),
    step,
    tokens: count,
    loss: figure,
    lr: figure,
    grad_norm: figure,
    tokens_per_second: figure,
    mfu: figure,
    seconds_left: figure,
  }),
  z.object({ ...envelope, type: z.literal("heartbeat"), step }),
  /** Of an evaluation: what was asked of the model for the task under way. */
  z.object({ ...envelope, type: z.literal("progress"), step, task: z.string(), done: count, total: count }),
  z.object({ ...envelope, type: z.literal("checkpoint"), step, path: z.string() }),
  z.object({
    ...envelope,
    type: z.literal("validation"),
    step,
    tokens: count,
    loss: figure,
    by_domain: z.record(z.string(), figure),
  }),
  z.object({
    ...envelope,
    type: z.literal("samples"),
    step,
    items: z.array(z.object({ prompt: z.string(), text: z.string() })),
  }),
  z.object({ ...envelope, type: z.literal("preempted"), step }),
  z.object({ ...envelope, type: z.literal("failed"), code: z.number().int(), message: z.string() }),
  z.object({
    ...envelope,
    type: z.literal("succeeded"),
    step,
    tokens: count.default(0),
    loss: figure.default(null),
    validation_loss: figure.default(null),
  }),
]);

export type TrainingEvent = z.output<typeof trainingEventSchema>;

/** The event of a line, or null for a line that is not JSON, of a type not known here or of another version. */
export function parseEvent(line: string): TrainingEvent | null {
  try {
    const parsed = trainingEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export interface TrainPoint {
  readonly step: number;
  readonly tokens: number;
  readonly loss: number | null;
  readonly learningRate: number | null;
  readonly gradNorm: number | null;
  readonly tokensPerSecond: number | null;
  readonly mfu: number | null;
}

export interface ValidationPoint {
  readonly step: number;
  readonly tokens: number;
  readonly loss: number | null;
  readonly byDomain: Readonly<Record<string, number | null>>;
}

export interface SamplesPoint {
  readonly step: number;
  readonly items: readonly { readonly prompt: string; readonly text: string }[];
}

/** Everything a page draws of a run, folded from its events; points ascend by step, each step once. */
export interface RunCurves {
  readonly lastSeq: number;
  /** Time of the last event of any kind, ISO; the age of the heartbeat. */
  readonly lastAt: string | null;
  readonly attempt: number;
  /** Milliseconds from the first event of each attempt to its last, by the clock of its node: neither queues nor breaks. */
  readonly workedMs: number;
  /** What the trainer last said of itself; null before its first event. */
  readonly state: "starting" | "running" | "preempted" | "failed" | "succeeded" | null;
  readonly device: string | null;
  readonly step: number;
  readonly totalSteps: number | null;
  readonly totalTokens: number | null;
  readonly parameters: number | null;
  readonly epochs: number | null;
  readonly secondsLeft: number | null;
  readonly train: readonly TrainPoint[];
  readonly validation: readonly ValidationPoint[];
  readonly samples: readonly SamplesPoint[];
  readonly checkpoints: readonly { readonly step: number; readonly path: string }[];
  /** Where an attempt took up the run: the marks of a curve that was interrupted. */
  readonly resumptions: readonly { readonly attempt: number; readonly step: number }[];
  /** The task of an evaluation that is under way, and how many of its requests are answered. */
  readonly doing: { readonly task: string; readonly done: number; readonly total: number } | null;
  readonly failure: { readonly code: number; readonly message: string } | null;
}

export const EMPTY_CURVES: RunCurves = {
  lastSeq: -1,
  lastAt: null,
  attempt: 0,
  workedMs: 0,
  state: null,
  device: null,
  step: 0,
  totalSteps: null,
  totalTokens: null,
  parameters: null,
  epochs: null,
  secondsLeft: null,
  train: [],
  validation: [],
  samples: [],
  checkpoints: [],
  resumptions: [],
  doing: null,
  failure: null,
};

/** Sets points of later writers over those of earlier ones, by step. */
function overlay<Point extends { readonly step: number }>(
  points: readonly Point[],
  added: readonly Point[],
): readonly Point[] {
  const first = added[0];
  if (first === undefined) return points;
  const last = points.at(-1);
  if (added.length === 1 && (last === undefined || last.step < first.step)) return [...points, first];
  const byStep = new Map([...points, ...added].map((point) => [point.step, point]));
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

interface Batch {
  readonly train: TrainPoint[];
  readonly validation: ValidationPoint[];
  readonly samples: SamplesPoint[];
  readonly checkpoints: { step: number; path: string }[];
  readonly resumptions: { attempt: number; step: number }[];
}

type Scalars = Omit<RunCurves, keyof Batch>;

const trainPoint = (event: Extract<TrainingEvent, { type: "metrics" }>): TrainPoint => ({
  step: event.step,
  tokens: event.tokens,
  loss: event.loss,
  learningRate: event.lr,
  gradNorm: event.grad_norm,
  tokensPerSecond: event.tokens_per_second,
  mfu: event.mfu,
});

/** What an event changes apart from the curves; pushes its point, if it has one, into the batch. */
function read(event: TrainingEvent, batch: Batch): Partial<Scalars> {
  switch (event.type) {
    case "starting":
      return { state: "starting", device: event.device, failure: null, secondsLeft: null, doing: null };
    case "resumed":
      batch.resumptions.push({ attempt: event.attempt, step: event.step });
      return { step: event.step };
    case "running":
      return {
        state: "running",
        totalSteps: event.total_steps,
        totalTokens: event.total_tokens,
        parameters: event.parameters,
        epochs: event.epochs,
      };
    case "metrics":
      batch.train.push(trainPoint(event));
      return { state: "running", step: event.step, secondsLeft: event.seconds_left };
    case "heartbeat":
      return { step: event.step };
    case "progress":
      return { doing: { task: event.task, done: event.done, total: event.total } };
    case "checkpoint":
      batch.checkpoints.push({ step: event.step, path: event.path });
      return { doing: null };
    case "validation":
      batch.validation.push({
        step: event.step,
        tokens: event.tokens,
        loss: event.loss,
        byDomain: event.by_domain,
      });
      return {};
    case "samples":
      batch.samples.push({ step: event.step, items: event.items });
      return {};
    case "preempted":
      return { state: "preempted", step: event.step, secondsLeft: null, doing: null };
    case "failed":
      return { state: "failed", failure: { code: event.code, message: event.message }, secondsLeft: null };
    case "succeeded":
      return { state: "succeeded", step: event.step, secondsLeft: 0 };
  }
}

/** Milliseconds between an event and the one before it; 0 for the first of an attempt and where a time is none. */
function sinceLast(event: TrainingEvent, { attempt, lastAt }: Scalars): number {
  if (event.attempt !== attempt || lastAt === null) return 0;
  const passed = Date.parse(event.ts) - Date.parse(lastAt);
  return passed > 0 ? passed : 0;
}

/**
 * Folds events, in file order, over curves already folded. An event whose `seq` was seen is skipped (a subscription may
 * repeat), and the last writer of a step wins (an attempt trains again what lies after its checkpoint).
 */
export function foldEvents(events: readonly TrainingEvent[], from: RunCurves = EMPTY_CURVES): RunCurves {
  const batch: Batch = { train: [], validation: [], samples: [], checkpoints: [], resumptions: [] };
  let scalars: Scalars = from;
  for (const event of events) {
    if (event.seq <= scalars.lastSeq) continue;
    scalars = {
      ...scalars,
      ...read(event, batch),
      lastSeq: event.seq,
      lastAt: event.ts,
      attempt: event.attempt,
      workedMs: scalars.workedMs + sinceLast(event, scalars),
    };
  }
  if (scalars === from) return from;
  return {
    ...scalars,
    train: overlay(from.train, batch.train),
    validation: overlay(from.validation, batch.validation),
    samples: overlay(from.samples, batch.samples),
    checkpoints: overlay(from.checkpoints, batch.checkpoints),
    resumptions: [...from.resumptions, ...batch.resumptions],
  };
}
