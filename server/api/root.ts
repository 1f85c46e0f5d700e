import { jobRouter } from "@/server/api/routers/job";
import { router } from "@/server/api/trpc";

export const appRouter = router({
  job: jobRouter,
});

export type AppRouter = typeof appRouter;
