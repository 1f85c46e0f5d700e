import { StudioError } from "@/core/errors";

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
 * What a launcher knows of an attempt. `exited`: with the code of its supervisor, or where there is none with the scheduler's.
 * `gone`: it ended and left no exit code (killed with its supervisor, or the machine went down). `unreachable`: the
 * launcher has no answer, which says nothing about the attempt.
 */
export type Observation =
  | { readonly kind: "queued" }
  | { readonly kind: "running" }
  | { readonly kind: "exited"; readonly exitCode: number }
  | { readonly kind: "gone" }
  | { readonly kind: "unreachable"; readonly reason: string };

/** An attempt that lives or waits, as the backend knows it: whether a run still wants it is not the launcher's to say. */
export interface Placed {
  readonly runId: string;
  readonly attempt: number;
  /** Written in attempts/<n>/intent.json by the one submission that placed it. */
  readonly nonce: string;
  /** Such as "job 12" or "process 345". */
  readonly place: string;
  /** What ends it by hand. */
  readonly endWith: string;
}

/** The backend gave no answer. What was asked for may have happened or not; ask again. */
export class BackendUnreachable extends StudioError {
  constructor(reason: string) {
    super("unavailable", reason, "It is asked again until it answers; nothing is started anew meanwhile.");
  }
}

/** Places the process of an attempt and says what became of it; what it trains lies in the run's directory alone. */
export interface Launcher {
  readonly backend: string;
  /** Whether attempts go on while the studio is stopped; if not, a studio that ends asks them for a checkpoint. */
  readonly outlivesStudio: boolean;
  /** @throws StudioError `not-ready` or `unavailable` when nothing could be submitted now. */
  check(): Promise<void>;
  /**
   * Idempotent on (run, attempt): a second call for the same attempt starts nothing.
   * @throws BackendUnreachable when the same call has to be made again; another StudioError when the backend refuses.
   */
  submit(submission: Submission): Promise<void>;
  /** Number of the latest attempt known to be submitted, 0 before the first. */
  find(runDirectory: string): Promise<number>;
  /** Whatever keeps the backend from answering makes the attempt unreachable and is never thrown. */
  observe(attempt: Attempt): Promise<Observation>;
  /**
   * Asks the attempt to stop at a checkpoint, or with `force` ends every process of it at once.
   * @throws StudioError when the backend gives no answer or refuses: ask again.
   */
  cancel(attempt: Attempt, options: { readonly force: boolean }): Promise<void>;
  /** The last `bytes` of what the attempt printed, from the start of a line. */
  logs(attempt: Attempt, bytes: number): Promise<string>;
  /**
   * Every attempt below the folder of runs that lives or waits.
   * @throws BackendUnreachable
   */
  list(runsFolder: string): Promise<readonly Placed[]>;
}
