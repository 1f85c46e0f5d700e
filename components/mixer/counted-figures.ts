import type { PreviewFigures } from "@/core/preview/preview";

/** Exact figures of one recipe, counted by the server. */
export interface CountedFigures extends PreviewFigures {
  readonly recipeKey: string;
}
