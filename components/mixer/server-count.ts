import type { CountedFigures } from "@/components/mixer/counted-figures";
import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";

/** Has the server count a recipe. @throws StudioError */
export type CountOnServer = (recipe: Recipe, signal: AbortSignal) => Promise<CountedFigures>;

export interface ServerCountState {
  readonly status: "idle" | "counting";
  /** Why the last count failed. */
  readonly error: StudioError | null;
}

/** An exact count that a person asks the server for; one at a time, and forgotten when it is cancelled. */
export class ServerCount {
  state: ServerCountState = { status: "idle", error: null };
  private asking: AbortController | null = null;

  constructor(
    private readonly countOnServer: CountOnServer,
    private readonly onChange: (figures: CountedFigures | null) => void,
  ) {}

  begin(recipe: Recipe): void {
    if (this.asking !== null) return;
    const own = new AbortController();
    this.asking = own;
    this.state = { status: "counting", error: null };
    this.onChange(null);
    this.countOnServer(recipe, own.signal).then(
      (figures) => own.signal.aborted || this.end(null, figures),
      (cause: unknown) => own.signal.aborted || this.end(toStudioError(cause), null),
    );
  }

  cancel(): void {
    if (this.asking === null) return;
    this.asking.abort();
    this.end(null, null);
  }

  private end(error: StudioError | null, figures: CountedFigures | null): void {
    this.asking = null;
    this.state = { status: "idle", error };
    this.onChange(figures);
  }
}

const toStudioError = (cause: unknown): StudioError =>
  cause instanceof StudioError
    ? cause
    : new StudioError("unavailable", cause instanceof Error ? cause.message : String(cause), "Try again.");
