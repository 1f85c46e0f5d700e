import { columnLabel } from "@/components/campaigns/dependence.prepare";
import { formatPercent } from "@/components/ui/format";
import {
  beyondProxies,
  type LearntWeights,
  type Optimum,
  type WeighedProxies,
} from "@/core/campaign/first-optimum";

/**
 * What to know of an optimum that gives a rater more weight than any proxy that was learnt from gave it; null where none does. A
 * linear model always ends in such a corner.
 */
export function guessText(fit: LearntWeights, proxies: WeighedProxies, optimum: Optimum): string | null {
  const worst = beyondProxies(fit, proxies, optimum);
  if (worst === null) return null;
  const { column, share, most } = worst;
  return `It gives ${columnLabel(column)} ${formatPercent(share)} of the weight; no proxy gave it more than ${formatPercent(most)}, so the model guesses there.`;
}
