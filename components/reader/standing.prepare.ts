import type { Tone } from "@/components/ui/badge";
import { formatCount } from "@/components/ui/format";
import { marginText } from "@/components/ui/margin-text";
import { rangeText } from "@/components/ui/range-text";
import type { FilterCondition } from "@/core/document-filter";
import { raterOf } from "@/core/raters";
import type { Standing } from "@/core/selection/standing";

export interface StandingText {
  readonly label: "in" | "out" | "left out";
  readonly tone: Tone;
  /** "+0.031 above the threshold" */
  readonly detail: string;
  /** "rank 12,034 of 1,000,000"; null without a score. */
  readonly rank: string | null;
}

/** Raters or conditions named one by one. */
const MOST_NAMED = 2;

interface Document {
  readonly domain: string;
  readonly tokens: number;
}

/** Where a document stands, in words. */
export function standingText(standing: Standing, document: Document): StandingText {
  const { reason, inDomain } = standing;
  const unranked = reason.kind === "missing" || reason.kind === "filtered";
  return {
    label: standing.in ? "in" : unranked || reason.kind === "no-share" ? "left out" : "out",
    tone: standing.in ? "good" : unranked ? "neutral" : "warning",
    detail: detailOf(standing, document),
    rank:
      standing.rank === null
        ? null
        : `rank ${placeText(standing.rank, standing.of)}` +
          (inDomain === null ? "" : `, in ${document.domain} ${placeText(inDomain.rank, inDomain.of)}`),
  };
}

const placeText = (rank: number, of: number): string => `${formatCount(rank)} of ${formatCount(of)}`;

const HELD = { min: ", held at its least share", max: ", held at its greatest share" } as const;

function detailOf({ reason, margin, inDomain, bound }: Standing, { domain, tokens }: Document): string {
  const held = bound === null ? "" : HELD[bound];
  const whose = inDomain === null ? "the threshold" : `the threshold of ${domain}${held}`;
  switch (reason.kind) {
    case "above":
      return margin === 0 ? `at ${whose}` : `${marginText(margin ?? 0)} above ${whose}`;
    case "below":
      return `${marginText(margin ?? 0)} from ${whose}`;
    case "tie":
      return `same score as ${whose}; earlier ids go first`;
    case "no-room":
      return `${marginText(margin ?? 0)}, next in line: its ${formatCount(tokens)} tokens exceed what is left of the budget`;
    case "nothing-fits":
      return `even the best document of ${inDomain === null ? "the corpus" : domain} exceeds the budget${held}`;
    case "no-share":
      return `the recipe gives ${domain} no share`;
    case "missing":
      return `misses ${listText(reason.raters.map((rater) => raterOf(rater).label))}`;
    case "capped":
      return `its group ${reason.group} already has ${better(reason.cap)}`;
    case "filtered":
      return `filtered out by ${listText(reason.failed.map(conditionText))}`;
  }
}

const better = (documents: number): string =>
  documents === 1 ? "a better document" : `${formatCount(documents)} better documents`;

function conditionText(condition: FilterCondition): string {
  if (condition.by !== "domain") {
    return condition.by === "tokens"
      ? `tokens ${rangeText(condition.range, formatCount)}`
      : `${raterOf(condition.by).label} ${rangeText(condition.range)}`;
  }
  const { names } = condition;
  return names.length > MOST_NAMED ? `${formatCount(names.length)} domains` : `domain ${names.join(" or ")}`;
}

function listText(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED);
  const more = names.length - named.length;
  return more === 0 ? named.join(" and ") : `${named.join(", ")} and ${String(more)} more`;
}
