import type { Recipe } from "@/core/recipe";

/**
 * Whether a browser may work out figures of a recipe. Under a cap it may not: which documents are the best of their group
 * shows among all of them alone, and the browser knows no groups.
 */
export const isEstimated = ({ cap }: Recipe): boolean => cap === undefined;
