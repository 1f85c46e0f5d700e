import { RUN_STATES, type RunState } from "@/core/run-states";

/** Columns that sort, as the address names them. */
export const SORT_COLUMNS = [
  "name",
  "state",
  "loss",
  "model",
  "step",
  "speed",
  "mfu",
  "left",
  "cost",
  "created",
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export const GROUPINGS = ["recipe", "selection", "state", "backend"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What a link to the list of runs reproduces; null lets everything through. */
export interface RunsAddress {
  readonly search: string | null;
  readonly state: RunState | null;
  readonly backend: string | null;
  readonly model: string | null;
  /** Name of the corpus. */
  readonly corpus: string | null;
  /** Name of the recipe. */
  readonly recipe: string | null;
  /** Null: what needs somebody first, then the newest. */
  readonly sort: { readonly by: SortColumn; readonly descending: boolean } | null;
  readonly group: Grouping | null;
}

export const ALL_RUNS: RunsAddress = {
  search: null,
  state: null,
  backend: null,
  model: null,
  corpus: null,
  recipe: null,
  sort: null,
  group: null,
};

type Search = Pick<URLSearchParams, "get">;

const DESCENDING = "descending";

const textOf = (search: Search, name: string): string | null => {
  const text = search.get(name)?.trim() ?? "";
  return text === "" ? null : text;
};

/** Reads any query; what it does not understand counts for nothing. */
export function readRunsAddress(search: Search): RunsAddress {
  const by = SORT_COLUMNS.find((column) => column === search.get("sort"));
  return {
    search: textOf(search, "q"),
    state: RUN_STATES.find((state) => state === search.get("state")) ?? null,
    backend: textOf(search, "backend"),
    model: textOf(search, "model"),
    corpus: textOf(search, "corpus"),
    recipe: textOf(search, "recipe"),
    sort: by === undefined ? null : { by, descending: search.get("order") === DESCENDING },
    group: GROUPINGS.find((grouping) => grouping === search.get("group")) ?? null,
  };
}

/** The parameters of an address, null for those that are not in it. */
export const runsParameters = (address: RunsAddress): Record<string, string | null> => ({
  q: address.search,
  state: address.state,
  backend: address.backend,
  model: address.model,
  corpus: address.corpus,
  recipe: address.recipe,
  sort: address.sort?.by ?? null,
  order: address.sort?.descending === true ? DESCENDING : null,
  group: address.group,
});

const WORDS_FIRST: ReadonlySet<SortColumn> = new Set(["name", "state", "model", "loss", "left"]);

/** A click on a column: its own best order first, then the other way round, then the order the list has by itself. */
export function sortedBy(sort: RunsAddress["sort"], by: SortColumn): RunsAddress["sort"] {
  const descendingFirst = !WORDS_FIRST.has(by);
  if (sort?.by !== by) return { by, descending: descendingFirst };
  return sort.descending === descendingFirst ? { by, descending: !descendingFirst } : null;
}
