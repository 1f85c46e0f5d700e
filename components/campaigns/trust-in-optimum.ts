import { columnLabel } from "@/components/campaigns/dependence.prepare";
import type { Optimum } from "@/components/campaigns/best-weights.prepare";
import { formatPercent } from "@/components/ui/format";
import { WHOLE } from "@/core/campaign/weight-bounds";
import { RATER_IDS } from "@/core/raters";
import type { ProxySummary } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

type Learnt = Pick<CampaignFit, "answer" | "columns" | "used">;
type Proxies = readonly Pick<ProxySummary, "id" | "weights">[];

/**
 * What to know of an optimum that gives a rater more weight than any proxy that was learnt from gave it; null where none does. A
 * linear model always ends in such a corner.
 */
export function beyondProxies(fit: Learnt, proxies: Proxies, optimum: Optimum): string | null {
  const used = new Set(fit.used);
  const weights = proxies.filter(({ id }) => used.has(id)).map((proxy) => proxy.weights);
  const found = fit.answer.search?.[optimum].weights ?? [];
  const beyond = fit.columns.flatMap((column, at) => {
    const place = RATER_IDS.findIndex((rater) => rater === column);
    const most = Math.max(0, ...weights.map((vector) => (vector[place] ?? 0) / WHOLE));
    const share = found[at] ?? 0;
    return share > most ? [{ column, share, most }] : [];
  });
  const [worst] = beyond.toSorted((a, b) => b.share - b.most - (a.share - a.most));
  if (worst === undefined) return null;
  const { column, share, most } = worst;
  return `It gives ${columnLabel(column)} ${formatPercent(share)} of the weight; no proxy gave it more than ${formatPercent(most)}, so the model guesses there.`;
}

/** The optimum to begin with: the direct one unless it is a guess and the mean of the best is none. */
export const firstOptimum = (fit: Learnt, proxies: Proxies): Optimum =>
  beyondProxies(fit, proxies, "direct") !== null && beyondProxies(fit, proxies, "meanOfBest") === null
    ? "meanOfBest"
    : "direct";
