/** One attempt of a run: what a launcher is asked about. A run id is never a scheduler's job id. */
export interface Attempt {
  readonly runId: string;
  /** Absolute path of runs/<id>. */
  readonly runDirectory: string;
  /** 1, 2, … */
  readonly number: number;
}

export interface Submission extends Attempt {
  /** Processes of the training, one a GPU. */
  readonly processes: number;
}

/**
 * What a launcher knows of an attempt. `gone`: it ended and left no exit code (killed with its supervisor, or the machine
 * went down). `unreachable`: the launcher has no answer, which says nothing about the attempt.
 */
export type Observation =
  | { readonly kind: "queued" }
  | { readonly kind: "running" }
  | { readonly kind: "exited"; readonly exitCode: number }
  | { readonly kind: "gone" }
  | { readonly kind: "unreachable"; readonly reason: string };

/** Places the process of an attempt and says what became of it; what it trains lies in the run's directory alone. */
export interface Launcher {
  readonly backend: string;
  /** @throws StudioError `not-ready` or `unavailable` when nothing could be submitted now. */
  check(): Promise<void>;
  /** Idempotent on (run, attempt): a second call for the same attempt starts nothing. */
  submit(submission: Submission): Promise<void>;
  /** Number of the latest attempt ever submitted for the run, 0 before the first. */
  find(runDirectory: string): Promise<number>;
  observe(attempt: Attempt): Promise<Observation>;
  /** Asks the attempt to stop at a checkpoint, or with `force` ends every process of it at once. */
  cancel(attempt: Attempt, options: { readonly force: boolean }): Promise<void>;
  /** The last `bytes` of what the attempt printed, from the start of a line. */
  logs(attempt: Attempt, bytes: number): Promise<string>;
}
