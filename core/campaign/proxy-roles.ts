/**
 * What a proxy is there for. `draw` and `proposed` are learnt from; the others are only predicted: vectors drawn like the first,
 * equal weights, documents at random, the published weights, and the optimum of a fit.
 */
export const PROXY_ROLES = [
  "draw",
  "proposed",
  "held-out",
  "uniform",
  "random",
  "published",
  "learned",
] as const;
export type ProxyRole = (typeof PROXY_ROLES)[number];

export const isLearntFrom = (role: ProxyRole): boolean => role === "draw" || role === "proposed";

/** `selected`: waits with its selection written. `queued`: its training waits for a place. `stopped`: goes on when the campaign does. */
export const PROXY_STATES = [
  "waiting",
  "selected",
  "queued",
  "training",
  "done",
  "failed",
  "stopped",
] as const;
export type ProxyState = (typeof PROXY_STATES)[number];

/** Name of the validation loss over all domains; that of one domain is `domain:NAME`. */
export const OVERALL = "validation";
export const domainTarget = (domain: string): string => `domain:${domain}`;
