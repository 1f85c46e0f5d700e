import type { parseArgs } from "node:util";

/** Options of `studio campaign`, of which each verb takes some. */
export const CAMPAIGN_OPTIONS = {
  corpus: { type: "string" },
  recipe: { type: "string" },
  name: { type: "string" },
  settings: { type: "string" },
  proxies: { type: "string" },
  steps: { type: "string" },
  archived: { type: "boolean", default: false },
  failed: { type: "boolean", default: false },
  count: { type: "string" },
  proposals: { type: "string" },
  learned: { type: "string" },
  seeds: { type: "string" },
  target: { type: "string" },
  model: { type: "string" },
  folds: { type: "string" },
  candidates: { type: "string" },
  supply: { type: "string" },
  save: { type: "string" },
  out: { type: "string" },
  format: { type: "string" },
} as const;

export type CampaignOptions = ReturnType<typeof parseArgs<{ options: typeof CAMPAIGN_OPTIONS }>>["values"];
