import type { Grouping, RunsAddress } from "@/components/runs/runs-address";
import { shortHash } from "@/components/ui/format";
import { RUN_STATES, type RunState } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

/** Why a run needs somebody to look; null for one that goes its way. */
export const troubleOf = (
  run: Pick<RunSummary, "state" | "unreachable">,
): RunState | "unreachable" | null => {
  if (run.state === "failed" || run.state === "stalled") return run.state;
  return run.unreachable ? "unreachable" : null;
};

/** What needs somebody first, the rest as it came: newest first. */
export const troubledFirst = (runs: readonly RunSummary[]): RunSummary[] => [
  ...runs.filter((run) => troubleOf(run) !== null),
  ...runs.filter((run) => troubleOf(run) === null),
];

/** Words of a run that a search looks into. */
const wordsOf = ({ id, name, model, backend, selection }: RunSummary): string =>
  [id, name, model, backend, selection.corpusName, selection.recipe.name, selection.selectionKey]
    .join("\n")
    .toLocaleLowerCase();

/** The runs an address lets through: every word of the search is in it, and every filter agrees. */
export function filteredRuns(runs: readonly RunSummary[], address: RunsAddress): RunSummary[] {
  const words = (address.search ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const agrees = (wanted: string | null, value: string): boolean => wanted === null || wanted === value;
  return runs.filter(
    (run) =>
      agrees(address.state, run.state) &&
      agrees(address.backend, run.backend) &&
      agrees(address.model, run.model) &&
      agrees(address.corpus, run.selection.corpusName) &&
      agrees(address.recipe, run.selection.recipe.name) &&
      words.every((word) => wordsOf(run).includes(word)),
  );
}

export const FILTERS = ["state", "backend", "model", "corpus", "recipe"] as const;
export type FilterName = (typeof FILTERS)[number];

export const FILTER_LABELS: Readonly<Record<FilterName, string>> = {
  state: "State",
  backend: "Backend",
  model: "Model",
  corpus: "Corpus",
  recipe: "Recipe",
};

const valueOf = (run: RunSummary, filter: FilterName): string =>
  filter === "corpus"
    ? run.selection.corpusName
    : filter === "recipe"
      ? run.selection.recipe.name
      : run[filter];

const compareTexts = (a: string, b: string): number => a.localeCompare(b, "en");
const compareStates = (a: string, b: string): number =>
  RUN_STATES.findIndex((state) => state === a) - RUN_STATES.findIndex((state) => state === b);

/** What a filter can be set to: the values there are, with how many runs have each; the value set is always among them. */
export function filterChoices(
  runs: readonly RunSummary[],
  filter: FilterName,
  set: string | null,
): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>(set === null ? [] : [[set, 0]]);
  for (const run of runs) {
    const value = valueOf(run, filter);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const compare = filter === "state" ? compareStates : compareTexts;
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => compare(a.value, b.value));
}

/** What the runs of a group have in common, in words. */
export function groupTitle({ state, backend, selection }: RunSummary, grouping: Grouping): string {
  switch (grouping) {
    case "state":
      return state;
    case "backend":
      return backend;
    case "selection":
      return `Selection ${shortHash(selection.selectionKey)}, ${selection.recipe.name} on ${selection.corpusName}`;
    case "recipe":
      return selection.recipeNumber === null
        ? `${selection.recipe.name} (${shortHash(selection.recipeHash)})`
        : `${selection.recipe.name}, version ${String(selection.recipeNumber)}`;
  }
}

/** Whether a search or a filter is set. */
export const isNarrowed = (address: RunsAddress): boolean =>
  address.search !== null || FILTERS.some((filter) => address[filter] !== null);
