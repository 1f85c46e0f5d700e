import { jobRouter } from "@/server/api/routers/job";
import { recipeRouter } from "@/server/api/routers/recipe";
import { runRouter } from "@/server/api/routers/run";
import { selectionRouter } from "@/server/api/routers/selection";
import { router } from "@/server/api/trpc";

export const appRouter = router({
  job: jobRouter,
  recipe: recipeRouter,
  run: runRouter,
  selection: selectionRouter,
});

export type AppRouter = typeof appRouter;
