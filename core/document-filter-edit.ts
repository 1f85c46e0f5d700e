import type { DocumentFilter, FilterRange } from "@/core/document-filter";
import type { RaterId } from "@/core/raters";

/** The filter with another range of tokens or of a rater; null = none. */
export function withRange(
  filter: DocumentFilter,
  column: "tokens" | RaterId,
  range: FilterRange | null,
): DocumentFilter {
  const next = { ...filter };
  if (column === "tokens") {
    delete next.tokens;
    return range === null ? next : { ...next, tokens: range };
  }
  const others = Object.entries(next.raters ?? {}).filter(([rater]) => rater !== column);
  const raters = range === null ? others : [...others, [column, range]];
  delete next.raters;
  return raters.length === 0 ? next : { ...next, raters: Object.fromEntries(raters) };
}

/** The filter with other domains; null = all. */
export function withDomains(filter: DocumentFilter, domains: readonly string[] | null): DocumentFilter {
  const next = { ...filter };
  delete next.domains;
  return domains === null || domains.length === 0 ? next : { ...next, domains: [...domains] };
}
