import { accountRouter } from "@/server/api/routers/account";
import { campaignRouter } from "@/server/api/routers/campaign";
import { comparisonRouter } from "@/server/api/routers/comparison";
import { corpusRouter } from "@/server/api/routers/corpus";
import { documentRouter } from "@/server/api/routers/document";
import { evaluationRouter } from "@/server/api/routers/evaluation";
import { jobRouter } from "@/server/api/routers/job";
import { previewRouter } from "@/server/api/routers/preview";
import { questionRouter } from "@/server/api/routers/question";
import { recipeRouter } from "@/server/api/routers/recipe";
import { reportRouter } from "@/server/api/routers/report";
import { runRouter } from "@/server/api/routers/run";
import { selectionRouter } from "@/server/api/routers/selection";
import { systemRouter } from "@/server/api/routers/system";
import { viewRouter } from "@/server/api/routers/view";
import { uploadRouter } from "@/server/api/routers/upload";
import { reviewRouter } from "@/server/api/routers/review";
import { router } from "@/server/api/trpc";

export const appRouter = router({
  account: accountRouter,
  campaign: campaignRouter,
  comparison: comparisonRouter,
  corpus: corpusRouter,
  document: documentRouter,
  evaluation: evaluationRouter,
  job: jobRouter,
  preview: previewRouter,
  question: questionRouter,
  recipe: recipeRouter,
  report: reportRouter,
  review: reviewRouter,
  run: runRouter,
  selection: selectionRouter,
  system: systemRouter,
  upload: uploadRouter,
  view: viewRouter,
});

export type AppRouter = typeof appRouter;
