import { foldEvents, EMPTY_CURVES, type RunCurves, type TrainingEvent } from "@/core/training-events";
import { attemptOutcome, isTerminal, type AttemptTrace } from "@/server/training/attempt-outcome";
import { readEvents } from "@/server/training/read-events";
import { eventsPath, readExitCode, readResult, stopWasRequested } from "@/server/training/run-files";

interface AttemptEvents {
  readonly firstStep: number;
  readonly advanced: boolean;
  readonly terminal: TrainingEvent | null;
}

const NO_EVENTS: AttemptEvents = { firstStep: 0, advanced: false, terminal: null };

/** The events of a run as a reconciler reads them: whole lines once each, curves and what each attempt achieved. */
export class RunHistory {
  #offset = 0;
  #curves: RunCurves = EMPTY_CURVES;
  #checkpoint = 0;
  readonly #attempts = new Map<number, AttemptEvents>();

  constructor(private readonly runDirectory: string) {}

  get curves(): RunCurves {
    return this.#curves;
  }

  /** Step an attempt took the run up at, 0 unless it resumed. */
  firstStep(attempt: number): number {
    return this.#of(attempt).firstStep;
  }

  /** Reads what was written since the last call; true when there was something. */
  async advance(): Promise<boolean> {
    const before = this.#offset;
    for (;;) {
      const page = await readEvents(eventsPath(this.runDirectory), this.#offset);
      if (page.offset === this.#offset) return this.#offset > before;
      this.#offset = page.offset;
      for (const event of page.events) this.#note(event);
      this.#curves = foldEvents(page.events, this.#curves);
    }
  }

  /** What became of an attempt that no longer runs, as the files say now; `placedCode` is its launcher's word, the last to count. */
  async trace(attempt: number, placedCode: number | null): Promise<AttemptTrace> {
    const [result, writtenCode, stopRequested] = await Promise.all([
      readResult(this.runDirectory),
      readExitCode(this.runDirectory, attempt),
      stopWasRequested(this.runDirectory, attempt),
    ]);
    await this.advance();
    const { advanced, terminal } = this.#of(attempt);
    const exitCode = writtenCode ?? placedCode;
    return {
      number: attempt,
      advanced,
      stopRequested,
      outcome: attemptOutcome({ attempt, result, terminal, exitCode, stopRequested }),
    };
  }

  #of(attempt: number): AttemptEvents {
    return this.#attempts.get(attempt) ?? NO_EVENTS;
  }

  #note(event: TrainingEvent): void {
    if (event.seq <= this.#curves.lastSeq) return;
    const known = this.#of(event.attempt);
    if (event.type === "resumed") this.#attempts.set(event.attempt, { ...known, firstStep: event.step });
    else if (event.type === "checkpoint" && event.step > this.#checkpoint) {
      this.#checkpoint = event.step;
      this.#attempts.set(event.attempt, { ...known, advanced: true });
    } else if (isTerminal(event)) this.#attempts.set(event.attempt, { ...known, terminal: event });
  }
}
