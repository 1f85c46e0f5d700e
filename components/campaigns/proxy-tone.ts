import type { Tone } from "@/components/ui/badge";
import type { ProxyRole, ProxyState } from "@/core/campaign/proxy-roles";
import type { CampaignState } from "@/server/services/campaign/campaign-summary";

export const PROXY_TONES: Readonly<Record<ProxyState, Tone>> = {
  waiting: "neutral",
  selected: "neutral",
  queued: "neutral",
  training: "accent",
  done: "good",
  failed: "danger",
  stopped: "warning",
};

export const CAMPAIGN_TONES: Readonly<Record<CampaignState, Tone>> = {
  running: "accent",
  stopping: "warning",
  stopped: "warning",
  finished: "good",
  failed: "danger",
};

/** What a proxy is there for, in a word or two. */
export const ROLE_LABELS: Readonly<Record<ProxyRole, string>> = {
  draw: "drawn",
  proposed: "proposed",
  "held-out": "held out",
  uniform: "equal weights",
  random: "random documents",
  published: "published weights",
  learned: "learned weights",
};
