import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import type { ProxyRole, ProxyState } from "@/core/campaign/proxy-roles";
import type { DomainTotals } from "@/core/statistics";
import type { JobProgress } from "@/server/services/job/job-summary";

/**
 * `stopping`: trainings are on the way to a checkpoint; it can be resumed once it is `stopped`. `failed`: the work of handing out
 * ended with an error; the proxies' own failures are theirs.
 */
export type CampaignState = "running" | "stopping" | "stopped" | "finished" | "failed";

/** A campaign as the list shows it. */
export interface CampaignSummary {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  /** Out of the list, and nothing is added to it until it is brought back. */
  readonly archived: boolean;
  readonly createdAt: Date;
  readonly corpus: {
    readonly id: string;
    readonly name: string;
    readonly number: number;
    readonly versionId: string;
    readonly fingerprint: string;
  };
  /** Proxies of each state. */
  readonly counts: Readonly<Record<ProxyState, number>>;
  readonly proxies: number;
  /** Of proxies to learn from, the number that have a loss. */
  readonly learntFrom: number;
  /** The least validation loss of a proxy so far. */
  readonly bestLoss: number | null;
  readonly backend: string;
  /** The job that selects, hands out and collects. */
  readonly jobId: string | null;
  readonly progress: JobProgress | null;
  /** Why the job ended, when it failed. */
  readonly error: string | null;
}

export interface ProxySummary {
  readonly id: string;
  /** From 1, in the order they are trained. */
  readonly number: number;
  readonly role: ProxyRole;
  readonly state: ProxyState;
  /** 25 whole millionths in the order of `RATER_IDS`. */
  readonly weights: readonly number[];
  /** Of its training. */
  readonly seed: number;
  readonly selection: {
    readonly id: string;
    readonly documents: number;
    readonly tokens: number;
  } | null;
  readonly runId: string | null;
  readonly step: number;
  readonly totalSteps: number;
  /** Passes over its selection that the training makes; null before it has one. */
  readonly epochs: number | null;
  /** Validation losses by name (`OVERALL`, `domainTarget`). */
  readonly losses: Readonly<Record<string, number>> | null;
  /** The loss over all domains. */
  readonly loss: number | null;
  /** Whether its loss was read in from a file. */
  readonly measuredElsewhere: boolean;
  /** Names of losses that were measured here and that a file told otherwise; what was measured here counts. */
  readonly contradicted: readonly string[];
  /** Why it is left out of every fit. */
  readonly failure: string | null;
}

export interface CampaignDetail {
  readonly summary: CampaignSummary;
  readonly settings: CampaignSettings;
  /** By number. */
  readonly proxies: readonly ProxySummary[];
  /** Of the corpus, in its order. */
  readonly domains: readonly DomainTotals[];
  /** Losses that a fit may learn: overall first, then by domain, then what else was read in. */
  readonly targets: readonly string[];
  /** Processes × seconds in which the trainings have told of their work so far. */
  readonly computeSeconds: number;
}
