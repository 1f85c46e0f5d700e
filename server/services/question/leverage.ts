import { measureLeverage } from "@/core/questions/leverage";
import { question } from "@/server/services/question/answer";

/**
 * What the selection loses without each weighted rater.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that selects nothing or does not suit the corpus, `cancelled`
 */
export const questionLeverage = question(measureLeverage);
