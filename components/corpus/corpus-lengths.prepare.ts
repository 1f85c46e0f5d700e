import { formatCount, formatTokens } from "@/components/ui/format";
import type { Lengths } from "@/server/services/corpus/corpus-profile";

/** "c4: half of the documents have at most 498 tokens, nine of ten between 86 and 3,470, the longest 794,550." */
export const lengthsSentence = ({
  domain,
  median,
  p5,
  p95,
  max,
}: Pick<Lengths, "median" | "p5" | "p95" | "max"> & { readonly domain: string }): string =>
  `${domain}: half of the documents have at most ${formatCount(median)} tokens, nine of ten between ` +
  `${formatCount(p5)} and ${formatCount(p95)}, the longest ${formatCount(max)}.`;

/** A power of ten on an axis: 100, 1 K, 10 M. */
export const decadeText = (decade: number): string => formatTokens(decade).replace(/\.0+/, "");
