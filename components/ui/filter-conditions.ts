import { formatCount } from "@/components/ui/format";
import { rangeText } from "@/components/ui/range-text";
import type { DocumentFilter } from "@/core/document-filter";
import { withDomains, withRange } from "@/core/document-filter-edit";
import { RATERS, type RaterId } from "@/core/raters";

/** One condition of a filter, in words. */
export interface FilterCondition {
  readonly id: "domains" | "tokens" | RaterId;
  readonly label: string;
  /** The filter without it. */
  readonly without: DocumentFilter;
}

const NAMED = 3;

const domainsText = (domains: readonly string[]): string =>
  domains.length <= NAMED ? `Domain ${domains.join(", ")}` : `${formatCount(domains.length)} domains`;

/** The conditions of a filter: domains, tokens, raters in the order of `RATERS`. */
export function filterConditions(filter: DocumentFilter): FilterCondition[] {
  const { domains, tokens, raters = {} } = filter;
  return [
    ...(domains === undefined
      ? []
      : [{ id: "domains" as const, label: domainsText(domains), without: withDomains(filter, null) }]),
    ...(tokens === undefined
      ? []
      : [
          {
            id: "tokens" as const,
            label: `Tokens ${rangeText(tokens, formatCount)}`,
            without: withRange(filter, "tokens", null),
          },
        ]),
    ...RATERS.flatMap(({ id, label }) => {
      const range = raters[id];
      return range === undefined
        ? []
        : [{ id, label: `${label} ${rangeText(range)}`, without: withRange(filter, id, null) }];
    }),
  ];
}
