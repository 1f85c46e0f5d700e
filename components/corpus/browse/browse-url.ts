import type { DocumentFilter, FilterRange } from "@/core/document-filter";
import { sortColumnSchema, type Listing, type ListingSortColumn } from "@/core/listing";
import { FAMILIES, RATER_IDS, type Family, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { decodeRecipe, encodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";

export type SortColumn = ListingSortColumn;
export type ColumnSet = "text" | Family | "all";

/** What a link to Browse reproduces. */
export interface BrowseState {
  readonly sort: Listing["sort"];
  readonly filter: DocumentFilter;
  /** Part of the text to look for. */
  readonly search: string | null;
  /** For the combined score; null = the published recipe. */
  readonly recipe: Recipe | null;
  /** Ordinals, ascending: nothing but these documents. More than `MOST_ONLY_IN_LINK` are not part of the link. */
  readonly only: readonly number[] | null;
  readonly columns: ColumnSet;
  /** Ordinal of the document in the reader. */
  readonly document: number | null;
  /** Number of the corpus version; null = the latest. */
  readonly version: number | null;
}

/** UTF-16 units: a longer text would not fit into an address once it is escaped. */
export const MOST_SEARCH = 500;

/** As many as fit into a link that may be sent by mail. */
export const MOST_ONLY_IN_LINK = 200;

const MOST_ORDINAL = 2 ** 32 - 1;
const SETS: readonly ColumnSet[] = ["text", ...FAMILIES, "all"];

const wholeNumber = (text: string | null, most: number): number | null =>
  text !== null && /^\d{1,15}$/.test(text) && Number(text) <= most ? Number(text) : null;

type Search = Pick<URLSearchParams, "get" | "getAll">;

/** Reads any query; what it does not understand counts for nothing. */
export function readBrowseUrl(search: Search): BrowseState {
  const by = sortColumnSchema.safeParse(search.get("sort"));
  const columns = search.get("columns");
  const version = wholeNumber(search.get("version"), Number.MAX_SAFE_INTEGER);
  return {
    sort: { by: by.success ? by.data : "ordinal", descending: search.get("order") === "descending" },
    filter: readFilter(search),
    search: readSearch(search.get("q")),
    recipe: readRecipe(search.get(RECIPE_PARAMETER)),
    only: readOnly(search.get("only")),
    columns: SETS.find((set) => set === columns) ?? "text",
    document: wholeNumber(search.get("document"), MOST_ORDINAL),
    version: version === 0 ? null : version,
  };
}

/** The query of a link, without what is as it always begins. */
export function writeBrowseUrl(state: BrowseState): string {
  const { sort, filter, recipe, only } = state;
  const search = new URLSearchParams();
  if (state.version !== null) search.set("version", String(state.version));
  if (sort.by !== "ordinal") search.set("sort", sort.by);
  if (sort.descending) search.set("order", "descending");
  for (const domain of filter.domains ?? []) search.append("domain", domain);
  if (filter.tokens !== undefined) search.set("tokens", writeRange(filter.tokens));
  for (const rater of RATER_IDS) {
    const range = filter.raters?.[rater];
    if (range !== undefined) search.set(rater, writeRange(range));
  }
  if (state.search !== null) search.set("q", state.search);
  if (only !== null && only.length <= MOST_ONLY_IN_LINK) search.set("only", writeOnly(only));
  if (recipe !== null) search.set(RECIPE_PARAMETER, encodeRecipe(recipe));
  if (state.columns !== "text") search.set("columns", state.columns);
  if (state.document !== null) search.set("document", String(state.document));
  const query = search.toString();
  return query === "" ? "" : `?${query}`;
}

/** Between the ends of a range, either of which may be absent. */
const TO = "~";
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const writeRange = ({ min, max }: FilterRange): string => `${endText(min)}${TO}${endText(max)}`;
const endText = (end: number | undefined): string => (end === undefined ? "" : String(end));

function readRange(text: string | null): FilterRange | undefined {
  const ends = (text ?? "").split(TO);
  if (ends.length !== 2) return undefined;
  const [min, max] = ends.map(readEnd);
  if (min === null || max === null || (min === undefined && max === undefined)) return undefined;
  if (min !== undefined && max !== undefined && min > max) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Undefined for an open end, null for what is no number. */
function readEnd(text: string): number | undefined | null {
  if (text === "") return undefined;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function readFilter(search: Search): DocumentFilter {
  const domains = [...new Set(search.getAll("domain"))].filter((domain) => domain !== "");
  const tokens = readRange(search.get("tokens"));
  const raters: Partial<Record<RaterId, FilterRange>> = {};
  for (const rater of RATER_IDS) {
    const range = readRange(search.get(rater));
    if (range !== undefined) raters[rater] = range;
  }
  return {
    ...(domains.length === 0 ? {} : { domains }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(Object.keys(raters).length === 0 ? {} : { raters }),
  };
}

function readSearch(text: string | null): string | null {
  const trimmed = (text ?? "").trim();
  return trimmed === "" || trimmed.length > MOST_SEARCH ? null : trimmed;
}

function readRecipe(code: string | null): Recipe | null {
  if (code === null) return null;
  try {
    return decodeRecipe(code);
  } catch {
    return null;
  }
}

/** Ordinals as the differences between them in base 36: 200 of ten million documents take about 900 characters. */
const BASE = 36;
const BETWEEN = ".";

const writeOnly = (only: readonly number[]): string =>
  only.map((ordinal, place) => (ordinal - (only[place - 1] ?? 0)).toString(BASE)).join(BETWEEN);

function readOnly(text: string | null): number[] | null {
  if (text === null || !/^[0-9a-z]{1,7}(\.[0-9a-z]{1,7})*$/.test(text)) return null;
  const steps = text.split(BETWEEN).map((step) => Number.parseInt(step, BASE));
  if (steps.length > MOST_ONLY_IN_LINK) return null;
  let ordinal = 0;
  const only = steps.map((step) => (ordinal += step));
  const known = only.filter((value, place) => value <= MOST_ORDINAL && value !== only[place - 1]);
  return known.length === 0 ? null : known;
}

/** Sorting by the column that sorts already turns the order; a number begins with its highest. */
export const sortedBy = ({ sort }: BrowseState, by: SortColumn): BrowseState["sort"] =>
  sort.by === by
    ? { by, descending: !sort.descending }
    : { by, descending: by !== "ordinal" && by !== "domain" };
