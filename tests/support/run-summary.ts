import { recipeSchema } from "@/core/recipe";
import type { RunSummary } from "@/server/services/run/run-summary";

const RECIPE = recipeSchema.parse({
  name: "longest first",
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { share: 0.7 },
});

/** A run that waits, with what a test changes of it. */
export const runSummary = (changes: Partial<RunSummary> & Pick<RunSummary, "id">): RunSummary => ({
  ...{
    name: changes.id,
    state: "queued",
    unreachable: false,
    backend: "local",
    model: "tiny",
    parameters: 1,
  },
  selection: {
    ...{ id: "s", selectionKey: "ab".repeat(32), corpusId: "c", corpusName: "Small", recipe: RECIPE },
    ...{ recipeHash: "cd".repeat(32), recipeNumber: null },
  },
  ...{ step: 0, totalSteps: 10, tokens: 0, totalTokens: 100, trainLoss: null, validationLoss: null },
  ...{ tokensPerSecond: null, mfu: null, secondsLeft: null, device: null, processes: 1, computeSeconds: 0 },
  ...{
    phase: null,
    jobId: null,
    mirror: null,
    campaignId: null,
    startedAt: null,
    finishedAt: null,
    failure: null,
    failureCode: null,
  },
  ...{ createdAt: new Date(0), attempts: [], sparkline: [] },
  ...changes,
});
