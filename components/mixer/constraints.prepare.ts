import { filterConditions } from "@/components/ui/filter-conditions";
import { formatPercent, formatPlural } from "@/components/ui/format";
import { rangeText } from "@/components/ui/range-text";
import { ownValue } from "@/core/own-value";
import { RATERS, type RaterId } from "@/core/raters";
import { seedOf, type Recipe } from "@/core/recipe";
import { withBound, withCap, withFilters, withTemperature } from "@/core/recipe-constraints";
import type { CorpusStatistics } from "@/core/statistics";

/** What a person sets a constraint of. */
export type Constrained = "domains" | "tokens" | "cap" | "temperature" | RaterId;

/** A constraint in force. */
export interface Constraint {
  readonly id: string;
  /** Where it is set; null for a bound, which is set on the mixture. */
  readonly of: Constrained | null;
  readonly label: string;
  readonly without: Recipe;
}

const percent = (share: number): string => `${String(Number((share * 100).toFixed(2)))} %`;

/**
 * Everything that keeps documents from being taken by score alone, in the order in which it is applied.
 * @param groups what the corpus calls its groups
 */
export function constraintsOf(recipe: Recipe, groups = "group"): Constraint[] {
  const { domains } = recipe;
  const filters = filterConditions(recipe.filters ?? {}).map(({ id, label, without }): Constraint => ({
    id,
    of: id,
    label,
    without: withFilters(recipe, without),
  }));
  const bounds =
    domains.rule === "bounds"
      ? Object.entries(domains.bounds).map(([domain, bound]): Constraint => ({
          id: `bound ${domain}`,
          of: null,
          label: `${domain} ${rangeText(bound, percent)} of the budget`,
          without: {
            ...recipe,
            domains: { rule: "bounds", bounds: withBound(domains.bounds, domain, {}) },
          },
        }))
      : [];
  return [...filters, ...noiseOf(recipe), ...capOf(recipe, groups), ...bounds];
}

function noiseOf(recipe: Recipe): Constraint[] {
  const { temperature } = recipe;
  if (temperature === undefined) return [];
  const label = `Temperature ${String(temperature)}, seed ${String(seedOf(recipe))}`;
  return [{ id: "temperature", of: "temperature", label, without: withTemperature(recipe, null) }];
}

function capOf(recipe: Recipe, groups: string): Constraint[] {
  const { cap } = recipe;
  if (cap === undefined) return [];
  const label = `At most ${formatPlural(cap.documents, "document")} per ${groups}`;
  return [{ id: "cap", of: "cap", label, without: withCap(recipe, null) }];
}

/** Where bounds cannot do what they say: greatest shares that leave budget unspent, least shares of domains left out. */
export function boundsWarnings({ domains: rule, filters }: Recipe, { domains }: CorpusStatistics): string[] {
  if (rule.rule !== "bounds") return [];
  const ranked = domains.filter(({ domain }) => filters?.domains?.includes(domain) ?? true);
  const most = ranked.reduce((sum, { domain }) => sum + (ownValue(rule.bounds, domain)?.max ?? 1), 0);
  const unspent = `The greatest shares sum to ${formatPercent(most)}: the rest of the budget stays unspent.`;
  return [
    ...(most >= 1 - 1e-9 ? [] : [unspent]),
    ...domains
      .filter((one) => !ranked.includes(one) && (ownValue(rule.bounds, one.domain)?.min ?? 0) > 0)
      .map(({ domain }) => `${domain} is to have a least share, but the filters leave it out.`),
  ];
}

/** Raters that can be filtered by: those the corpus has, with more than one value. */
export const filterableRaters = ({ raters }: CorpusStatistics): readonly (typeof RATERS)[number][] =>
  RATERS.filter(({ id }) => {
    const column = raters[id]?.value;
    return column !== undefined && column.min < column.max;
  });
