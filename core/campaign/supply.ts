import { z } from "zod";
import { StudioError } from "@/core/errors";
import { ownValue } from "@/core/own-value";
import type { Recipe } from "@/core/recipe";
import type { ExactFigures } from "@/core/selection/exact-figures";
import type { CorpusStatistics } from "@/core/statistics";
import { BOUNDARY_TOKENS } from "@/core/training-plan";

const share = z.number().min(0).max(1);

/** What the selection of the target must supply for weights to be worth finding. */
export const supplyLimitsSchema = z.strictObject({
  /** Most passes that the target may make over it; null: any. */
  passes: z.number().positive().max(10_000).nullable().default(null),
  /** Least and greatest share of its tokens, by domain; one that is not named is free. */
  domains: z
    .record(
      z.string().min(1),
      z
        .strictObject({ min: share.default(0), max: share.default(1) })
        .refine(({ min, max }) => min <= max, "min is above max"),
    )
    .default({}),
});
export type SupplyLimits = z.output<typeof supplyLimitsSchema>;

export const NO_LIMITS: SupplyLimits = { passes: null, domains: {} };

export const isLimited = ({ passes, domains }: SupplyLimits): boolean =>
  passes !== null || Object.keys(domains).length > 0;

/** What the target would select by some weights, counted over the whole corpus. */
export const suppliedSchema = z.strictObject({
  documents: z.number(),
  tokens: z.number(),
  /** Passes that the target makes over it, BOS and EOS counted; null where nothing is selected. */
  passes: z.number().nullable(),
  /** Every domain of the corpus, in its order. */
  domains: z.array(z.strictObject({ domain: z.string(), tokens: z.number() })),
});
export type Supplied = z.output<typeof suppliedSchema>;

/** Tokens that one pass over a selection reads. */
const readOnce = ({ tokens, documents }: Pick<Supplied, "tokens" | "documents">): number =>
  tokens + BOUNDARY_TOKENS * documents;

/** @param trainTokens of the target */
export function suppliedBy(figures: ExactFigures, trainTokens: number): Supplied {
  const { documents, tokens } = figures;
  return {
    documents,
    tokens,
    passes: tokens === 0 ? null : trainTokens / readOnce(figures),
    domains: figures.domains.map(({ domain, after }) => ({ domain, tokens: after.tokens })),
  };
}

export const shareOf = ({ tokens, domains }: Supplied, name: string): number =>
  tokens === 0 ? 0 : (domains.find(({ domain }) => domain === name)?.tokens ?? 0) / tokens;

/** A selection ends with the last document that fits, so its passes may exceed a number by this part and still be meant by it. */
const FILL_SLACK = 0.01;

/** Tokens that one pass must read for the target to make no more than so many. */
export const leastRead = (trainTokens: number, passes: number): number =>
  trainTokens / (passes * (1 + FILL_SLACK));

/** Which limits a selection breaks, in words; none where it keeps to all. */
export function brokenLimits(supplied: Supplied, { passes, domains }: SupplyLimits): string[] {
  const byDomain = Object.entries(domains).flatMap(([domain, { min, max }]) => {
    const has = shareOf(supplied, domain);
    if (has < min) return [`${domain} has ${percent(has)} of the tokens, less than ${percent(min)}`];
    return has > max ? [`${domain} has ${percent(has)} of the tokens, more than ${percent(max)}`] : [];
  });
  const made = supplied.passes ?? Infinity;
  const read =
    passes !== null && made > passes * (1 + FILL_SLACK)
      ? [`it is read ${made.toFixed(2)} times, more than ${String(passes)}`]
      : [];
  return [...byDomain, ...read];
}

/** Decimal shares that sum to 1 may miss it by rounding. */
const SLACK = 1e-9;

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/**
 * @throws StudioError `invalid-input` for a domain that the corpus does not have, shares that no selection can have, and shares
 * beside a base recipe that sets those of domains itself
 */
export function checkLimits(
  { domains }: SupplyLimits,
  base: Pick<Recipe, "domains">,
  statistics: Pick<CorpusStatistics, "domains">,
): void {
  const named = Object.entries(domains);
  if (named.length === 0) return;
  const known = statistics.domains.map(({ domain }) => domain);
  const strange = named.find(([domain]) => !known.includes(domain));
  if (strange !== undefined)
    throw wrong(`The corpus has no domain "${strange[0]}".`, `Its domains are: ${known.join(", ")}.`);
  if (base.domains.rule !== "global")
    throw wrong(
      "The base recipe sets the shares of domains itself, whatever the weights are.",
      "Leave the domains free, or begin a campaign from a recipe that takes the best of all domains.",
    );
  const least = named.reduce((sum, [, { min }]) => sum + min, 0);
  const most = known.reduce((sum, domain) => sum + (ownValue(domains, domain)?.max ?? 1), 0);
  if (least > 1 + SLACK || most < 1 - SLACK)
    throw wrong(
      least > 1 + SLACK
        ? `The least shares of domains sum to ${percent(least)}.`
        : `The greatest shares of all domains sum to ${percent(most)}.`,
      "Shares of a selection sum to 100 %.",
    );
}

const wrong = (message: string, way: string): StudioError => new StudioError("invalid-input", message, way);
