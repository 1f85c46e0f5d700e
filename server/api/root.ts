import { corpusRouter } from "@/server/api/routers/corpus";
import { documentRouter } from "@/server/api/routers/document";
import { jobRouter } from "@/server/api/routers/job";
import { recipeRouter } from "@/server/api/routers/recipe";
import { runRouter } from "@/server/api/routers/run";
import { selectionRouter } from "@/server/api/routers/selection";
import { systemRouter } from "@/server/api/routers/system";
import { router } from "@/server/api/trpc";

export const appRouter = router({
  corpus: corpusRouter,
  document: documentRouter,
  job: jobRouter,
  recipe: recipeRouter,
  run: runRouter,
  selection: selectionRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
