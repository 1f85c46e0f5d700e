import { measureStability } from "@/core/questions/stability";
import { question } from "@/server/services/question/answer";

/**
 * How much of the selection stays when the weights are a little off.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that selects nothing or does not suit the corpus, `cancelled`
 */
export const questionStability = question(measureStability);
