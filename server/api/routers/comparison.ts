import { procedure, router } from "@/server/api/trpc";
import { betweenInput, compareBetween } from "@/server/services/comparison/between";
import { changedDocuments, changedInput } from "@/server/services/comparison/changed";
import { comparedEvaluations, evaluationsInput } from "@/server/services/comparison/evaluations";
import { comparedItems, comparedItemsInput } from "@/server/services/comparison/items";
import { pairInput } from "@/server/services/comparison/kept-pairs";
import { comparedOutcomes, outcomesInput } from "@/server/services/comparison/outcomes";
import { comparePair } from "@/server/services/comparison/pair";
import { compareSets, setsInput } from "@/server/services/comparison/sets";

export const comparisonRouter = router({
  items: procedure("read")
    .input(comparedItemsInput)
    .query(({ ctx, input }) => comparedItems({ ctx, input })),
  sets: procedure("read").input(setsInput).subscription(compareSets),
  pair: procedure("read")
    .input(pairInput)
    .query(({ ctx, input, signal }) => comparePair({ ctx, input, signal })),
  changed: procedure("read")
    .input(changedInput)
    .query(({ ctx, input, signal }) => changedDocuments({ ctx, input, signal })),
  between: procedure("read").input(betweenInput).subscription(compareBetween),
  evaluations: procedure("read")
    .input(evaluationsInput)
    .query(({ ctx, input }) => comparedEvaluations({ ctx, input })),
  outcomes: procedure("read")
    .input(outcomesInput)
    .query(({ ctx, input }) => comparedOutcomes({ ctx, input })),
});
