import { NO_LIMITS } from "@/core/campaign/supply";
import type { FitAnswer } from "@/core/learning/fit-answer";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

const figures = (spearman: number | null, low: number | null, high: number | null) => ({
  ...{ spearman, pearson: spearman, rmse: 0.02, n: 40 },
  low: { spearman: low, pearson: low, rmse: 0.01 },
  high: { spearman: high, pearson: high, rmse: 0.03 },
});

const vector = (weights: readonly number[], predicted: number) => ({
  ...{ weights: [...weights], predicted, low: predicted - 0.1, high: predicted + 0.1, moved: null },
});

/** What was learnt of two raters from 60 runs. */
export const madeAnswer = (part: Partial<FitAnswer> = {}): FitAnswer => ({
  v: 1,
  model: "gp",
  tried: [{ model: "gp", ...figures(0.8, 0.6, 0.9) }],
  validation: figures(0.8, 0.6, 0.9),
  test: null,
  search: {
    meanOfBest: vector([0.7, 0.3], 5.1),
    direct: vector([0.8, 0.2], 5),
    uniform: vector([0.5, 0.5], 5.3),
    prior: null,
    bestRun: { ...vector([0.75, 0.25], 5.05), id: "run-7", loss: 5.02 },
    candidates: 1000,
    best: 128,
  },
  ...part,
});

export const validation = figures;

export const madeFit = (part: Partial<CampaignFit> = {}): CampaignFit => ({
  v: 1,
  id: "4f1d6c52-7d1f-4a38-b0cf-0b3f3b5f5a01",
  createdAt: "2026-11-28T04:00:00.000Z",
  wishes: {
    ...{ target: "validation", model: "auto", folds: 5, seed: 0, candidates: 1000 },
    ...{ penalty: 0, radius: null, next: 0, supply: NO_LIMITS },
  },
  columns: ["reasoning", "fluency"],
  used: Array.from({ length: 60 }, (_, at) => `run-${String(at)}`),
  left: [],
  answer: madeAnswer(),
  ...part,
});
