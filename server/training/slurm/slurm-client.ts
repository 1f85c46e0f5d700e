import type { BatchJob } from "@/server/training/slurm/batch-job";
import type { SlurmJob } from "@/server/training/slurm/slurm-jobs";

/**
 * How a Slurm is spoken to. Everything throws BackendUnreachable when no controller answers, and StudioError `not-ready` or
 * `unavailable` in plain words when the way there is not prepared or Slurm refuses.
 */
export interface SlurmClient {
  /** Whether Slurm can be spoken to at all: what it is, for people. */
  readonly version: () => Promise<string>;
  /** The account's jobs, those that ended lately too; by REST perhaps those of others beside them. */
  readonly jobs: () => Promise<readonly SlurmJob[]>;
  /** Places a job whose script is kept in a file, and returns Slurm's id of it. */
  readonly submit: (job: BatchJob, file: string) => Promise<number>;
  /** Tells the batch script of a job to stop, or with `force` ends the job. */
  readonly cancel: (job: SlurmJob, force: boolean) => Promise<void>;
  /** Throws unless Slurm would take such a job. */
  readonly test: (job: BatchJob) => Promise<void>;
}
