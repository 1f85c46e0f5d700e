import type { StudioError } from "@/core/errors";
import type { BoundaryFigures, MixtureFigures, RaterFigures } from "@/core/preview/preview";
import type { ByteProgress } from "@/workers/browser/build-table";
import type { WholeState } from "@/workers/browser/whole-preview";

export interface PreviewState {
  /** `booting` the engine, `loading` scores that it waits for, `ready` for recipes; `failed` is final. */
  readonly status: "booting" | "loading" | "ready" | "failed";
  /** Of the scores being loaded, which begins while the engine boots; null otherwise. */
  readonly progress: ByteProgress | null;
  /** Why the preview failed, or why the newest recipe has no figures; the last figures stay. */
  readonly error: StudioError | null;
  /** Figures of the recipe named by `recipeKey`. */
  readonly mixture: MixtureFigures | null;
  /** These follow the mixture and may belong to an earlier recipe while a slider moves; null until first known. */
  readonly raters: readonly RaterFigures[] | null;
  readonly justIn: BoundaryFigures["justIn"];
  readonly justOut: BoundaryFigures["justOut"];
  /** `recipeHash` of the recipe the mixture belongs to. */
  readonly recipeKey: string | null;
  /** From the start of the work on that recipe to its mixture, in milliseconds. */
  readonly engineMs: number | null;
  /** All documents, which come in the background where they are not too many. */
  readonly whole: WholeState;
}

/** Before anything is there. */
export const BEFORE_BOOT: PreviewState = {
  status: "booting",
  progress: null,
  error: null,
  mixture: null,
  raters: null,
  justIn: [],
  justOut: [],
  recipeKey: null,
  engineMs: null,
  whole: { status: "none", progress: null, error: null },
};
