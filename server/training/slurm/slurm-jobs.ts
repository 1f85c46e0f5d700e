import { z } from "zod";
import { jsonOrNull } from "@/core/json-or-null";
import { BackendUnreachable } from "@/server/training/launcher";
import { errorsSchema, errorWords } from "@/server/training/slurm/slurm-errors";

/** `ended` with what the batch script left; a job that Slurm itself ended has no exit code. */
export type SlurmJobState =
  | { readonly kind: "queued" }
  | { readonly kind: "running" }
  | { readonly kind: "ended"; readonly exitCode: number | null };

export interface SlurmJob {
  readonly id: number;
  readonly name: string;
  readonly comment: string;
  readonly folder: string;
  /** In Slurm's words, such as "Priority" or "BeginTime". */
  readonly reason: string;
  readonly state: SlurmJobState;
}

/** A number up to 22.05, an object with `set` and `number` from 23.02 on. */
const numberSchema = z.union([
  z.number(),
  z.object({ number: z.number() }).transform(({ number }) => number),
]);

/**
 * A raw wait status up to 22.05; from 23.11 on an object that has it taken apart.
 * Answers as a shell would: 128 + n for signal n.
 */
const exitCodeSchema = z.union([
  z.number().transform((status) => ((status & 0x7f) === 0 ? status >> 8 : 128 + (status & 0x7f))),
  z
    .object({
      return_code: numberSchema,
      signal: z.object({ id: numberSchema }).optional(),
    })
    .transform(({ return_code: code, signal }) =>
      signal !== undefined && signal.id > 0 ? 128 + signal.id : code,
    ),
]);

/** One word up to 22.05, a list with flags behind the state from 23.11 on. */
const stateSchema = z.union([z.string().transform((state) => [state]), z.array(z.string()).min(1)]);

const jobSchema = z
  .object({
    job_id: z.number(),
    name: z.string(),
    comment: z.string().catch(""),
    current_working_directory: z.string().catch(""),
    state_reason: z.string().catch(""),
    job_state: stateSchema,
    exit_code: exitCodeSchema,
  })
  .transform((job): SlurmJob => ({
    id: job.job_id,
    name: job.name,
    comment: job.comment,
    folder: job.current_working_directory,
    reason: job.state_reason,
    state: stateOf(job.job_state, job.exit_code),
  }));

const answerSchema = errorsSchema.extend({ jobs: z.array(jobSchema) });

const QUEUED = [
  "PENDING",
  "CONFIGURING",
  "REQUEUED",
  "REQUEUE_HOLD",
  "REQUEUE_FED",
  "RESV_DEL_HOLD",
  "SPECIAL_EXIT",
];
const RUNNING = ["RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING"];

function stateOf(words: readonly string[], exitCode: number): SlurmJobState {
  if (words.some((word) => RUNNING.includes(word))) return { kind: "running" };
  if (words.some((word) => QUEUED.includes(word))) return { kind: "queued" };
  const byScript = words.includes("COMPLETED") || words.includes("FAILED");
  return { kind: "ended", exitCode: byScript ? exitCode : null };
}

/**
 * What `squeue --json` printed or slurmrestd answered. With its controller down squeue ends with 0 and prints an empty list: its errors are
 * read first.
 * @throws BackendUnreachable when the answer says that it is none, or is not in a form of Slurm 22.05 to 25.
 */
export function parseJobs(output: string, label: string): readonly SlurmJob[] {
  const parsed = answerSchema.safeParse(jsonOrNull(output));
  if (!parsed.success)
    throw new BackendUnreachable(
      `${label} answers in a form that is not known: ${parsed.error.issues[0]?.path.join(".") ?? ""}: ${parsed.error.issues[0]?.message ?? ""}`,
    );
  const [error] = parsed.data.errors;
  if (error === undefined) return parsed.data.jobs;
  throw new BackendUnreachable(`${label} gives no answer: ${errorWords(error)}`);
}
