import { RATER_IDS, type RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

/** Raters that some document of the corpus has. */
export const presentRaters = ({ raters }: Pick<CorpusStatistics, "raters">): RaterId[] =>
  RATER_IDS.filter((rater) => raters[rater] !== null);
