import type { Proxy } from "@/generated/sqlite/client";
import { isLearntFrom } from "@/core/campaign/proxy-roles";
import { WHOLE } from "@/core/campaign/weight-bounds";
import type { MatchedRuns } from "@/core/learning/match-runs";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { proxyFacts, proxyLosses } from "@/server/services/campaign/proxy-row";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

export interface LearntRuns {
  readonly runs: MatchedRuns;
  readonly left: CampaignFit["left"];
}

/** The proxies of a campaign that a fit learns a loss from, by id, and those it cannot, with the reason. */
export function learntRuns(
  proxies: readonly Proxy[],
  target: string,
  columns: readonly RaterId[],
): LearntRuns {
  const wanted = proxies.filter((proxy) => isLearntFrom(proxyFacts(proxy).role));
  const found = wanted.map((proxy) => ({ proxy, loss: proxyLosses(proxy)?.[target] }));
  const matched = found.flatMap(({ proxy, loss }) => (loss === undefined ? [] : [{ proxy, loss }]));
  return {
    runs: {
      ids: matched.map(({ proxy }) => proxy.id),
      weights: matched.map(({ proxy }) => sharesOf(proxyFacts(proxy).weights, columns)),
      losses: matched.map(({ loss }) => loss),
    },
    left: found.flatMap(({ proxy, loss }) =>
      loss === undefined ? [{ id: proxy.id, number: proxy.number, why: whyLeft(proxy, target) }] : [],
    ),
  };
}

/** Weights of some raters as shares. */
export const sharesOf = (weights: readonly number[], columns: readonly RaterId[]): number[] =>
  columns.map((rater) => (weights[RATER_IDS.indexOf(rater)] ?? 0) / WHOLE);

const whyLeft = (proxy: Proxy, target: string): string =>
  proxyLosses(proxy) === null
    ? (proxy.failure ?? "It has no loss yet.")
    : `It has no loss called "${target}".`;
