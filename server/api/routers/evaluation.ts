import { procedure, router } from "@/server/api/trpc";
import { cancelEvaluation } from "@/server/services/evaluation/cancel";
import { evaluationIdInput } from "@/server/services/evaluation/find-evaluation";
import { getEvaluation } from "@/server/services/evaluation/get";
import { evaluationsOfRun } from "@/server/services/evaluation/list-of-run";
import { submitEvaluation, submitEvaluationInput } from "@/server/services/evaluation/submit";
import { runIdInput } from "@/server/services/run/find-run";

export const evaluationRouter = router({
  submit: procedure("evaluate a model")
    .input(submitEvaluationInput)
    .mutation(({ ctx, input }) => submitEvaluation({ ctx, input })),
  ofRun: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => evaluationsOfRun({ ctx, input })),
  get: procedure("read")
    .input(evaluationIdInput)
    .query(({ ctx, input }) => getEvaluation({ ctx, input })),
  cancel: procedure("evaluate a model")
    .input(evaluationIdInput)
    .mutation(({ ctx, input }) => cancelEvaluation({ ctx, input })),
});
