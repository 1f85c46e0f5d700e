import { marginText } from "@/components/mixer/margin-text";
import type { Tone } from "@/components/ui/badge";
import type { MixtureFigures } from "@/core/preview/preview";

interface Verdict {
  readonly label: "in" | "out" | "not eligible" | "…";
  readonly tone: Tone;
  readonly detail: string;
}

/** The score that decides about documents of a domain; null while nothing is selected. */
export const thresholdOf = (
  { threshold, domains }: Pick<MixtureFigures, "threshold" | "domains">,
  domain: string,
): number | null => threshold ?? domains.find((figures) => figures.domain === domain)?.threshold ?? null;

/** Whether a document is in, by its margin to the threshold. */
export function verdictOf(score: number | null, threshold: number | null): Verdict {
  if (score === null)
    return { label: "not eligible", tone: "neutral", detail: "misses a rater that has a weight" };
  if (threshold === null) return { label: "…", tone: "neutral", detail: `score ${score.toFixed(3)}` };
  const margin = score - threshold;
  return {
    label: margin >= 0 ? "in" : "out",
    tone: margin >= 0 ? "good" : "warning",
    detail: `score ${score.toFixed(3)}, margin ${marginText(margin)}`,
  };
}
