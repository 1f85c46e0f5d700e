import { measureRelations } from "@/core/questions/relations";
import { question } from "@/server/services/question/answer";

/**
 * Correlation and dominance of the weighted raters of a recipe.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export const questionRelations = question(measureRelations);
