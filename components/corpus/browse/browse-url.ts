import { FAMILIES, isRaterId, type Family, type RaterId } from "@/core/raters";

export type SortColumn = "ordinal" | "tokens" | "domain" | RaterId;
export type ColumnSet = "text" | Family;

/** What a link to Browse reproduces. */
export interface BrowseState {
  readonly sort: { readonly by: SortColumn; readonly descending: boolean };
  /** Names of the domains to show; null = all. */
  readonly domains: readonly string[] | null;
  readonly columns: ColumnSet;
  /** Ordinal of the document in the reader. */
  readonly document: number | null;
  /** Which million of the rows is scrolled through, from 0. */
  readonly part: number;
}

/** Chromium lays out at most 33,554,432 px: a million rows of 32 px is the most one scroll bar can reach. */
export const ROWS_PER_PART = 1_000_000;

const isSortColumn = (text: string | null): text is SortColumn =>
  text !== null && (text === "ordinal" || text === "tokens" || text === "domain" || isRaterId(text));

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

export function readBrowseUrl(search: Pick<URLSearchParams, "get" | "getAll">): BrowseState {
  const by = search.get("sort");
  const columns = search.get("columns");
  const domains = search.getAll("domain");
  return {
    sort: { by: isSortColumn(by) ? by : "ordinal", descending: search.get("order") === "descending" },
    domains: domains.length === 0 ? null : domains,
    columns: FAMILIES.find((family) => family === columns) ?? "text",
    document: wholeNumber(search.get("document")),
    part: wholeNumber(search.get("part")) ?? 0,
  };
}

/** The query of a link, without what is as it always begins. */
export function writeBrowseUrl(state: BrowseState): string {
  const search = new URLSearchParams();
  if (state.sort.by !== "ordinal") search.set("sort", state.sort.by);
  if (state.sort.descending) search.set("order", "descending");
  for (const domain of state.domains ?? []) search.append("domain", domain);
  if (state.columns !== "text") search.set("columns", state.columns);
  if (state.part > 0) search.set("part", String(state.part));
  if (state.document !== null) search.set("document", String(state.document));
  const query = search.toString();
  return query === "" ? "" : `?${query}`;
}

/** Names what the rows and their order depend on; a position is good for one listing only. */
export const listingOf = ({ sort, domains }: BrowseState): string =>
  JSON.stringify([sort.by, sort.descending, domains]);

/** Sorting by the column that sorts already turns the order; a rater begins with its highest scores. */
export const sortedBy = ({ sort }: BrowseState, by: SortColumn): BrowseState["sort"] =>
  sort.by === by
    ? { by, descending: !sort.descending }
    : { by, descending: by !== "ordinal" && by !== "domain" };
