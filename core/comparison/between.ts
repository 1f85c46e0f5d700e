import type { Jaccard, Count } from "@/core/comparison/set-figures";
import type { Recipe } from "@/core/recipe";

/** One place on the way from a recipe to another, counted exactly. */
export interface Waypoint extends Count {
  /** 0: the first recipe, 1: the second. */
  readonly at: number;
  readonly recipe: Recipe;
  /** In the order of the domains of the corpus. */
  readonly domains: readonly Count[];
  /** Overlap with what the first and the second recipe select. */
  readonly withFirst: Jaccard;
  readonly withSecond: Jaccard;
}

export interface BetweenProgress {
  /** Places counted, of all. */
  readonly done: number;
  readonly total: number;
  /** Those counted so far, in the order in which they were: both ends, the middle, the quarters, and so on. */
  readonly waypoints: readonly Waypoint[];
}
