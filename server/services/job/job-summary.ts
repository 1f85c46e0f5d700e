import { z } from "zod";
import type { Job } from "@/generated/sqlite/client";
import { ERROR_CODES } from "@/core/errors";
import { JOB_STATES, type JobState } from "@/server/services/job/job-kinds";

/** `rate` in units per second; `total` and `rate` are null while unknown. */
const jobProgressSchema = z.object({
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  phase: z.string(),
  rate: z.number().nullable(),
});
export type JobProgress = z.output<typeof jobProgressSchema>;

const jobErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  way: z.string().nullable(),
});
export type JobError = z.output<typeof jobErrorSchema>;

/** A job as pages and the terminal show it. */
export interface JobSummary {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly progress: JobProgress | null;
  /** What the job's kind answers when it has succeeded. */
  readonly result: unknown;
  readonly error: JobError | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const stateSchema = z.enum(JOB_STATES);

export const toJobSummary = (job: Job): JobSummary => ({
  id: job.id,
  kind: job.kind,
  state: stateSchema.parse(job.state),
  progress: job.progress === null ? null : jobProgressSchema.parse(job.progress),
  result: job.result,
  error: job.error === null ? null : jobErrorSchema.parse(job.error),
  createdAt: job.createdAt,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
});

export const isFinished = (job: Pick<JobSummary, "state">): boolean =>
  job.state !== "queued" && job.state !== "running";
