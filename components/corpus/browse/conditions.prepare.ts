import { MOST_ONLY_IN_LINK, type BrowseState } from "@/components/corpus/browse/browse-url";
import { filterConditions, type FilterCondition } from "@/components/ui/filter-conditions";
import { formatPlural } from "@/components/ui/format";

/** One thing that narrows what is listed. */
export interface Condition {
  readonly id: "search" | "only" | FilterCondition["id"];
  readonly label: string;
  /** What to know about it; null for nothing. */
  readonly note: string | null;
  /** The change that takes it away. */
  readonly without: Partial<BrowseState>;
}

type Conditions = Pick<BrowseState, "filter" | "search" | "only">;

/** Everything that narrows what is listed, in the order in which the page shows it. */
export function conditionsOf({ filter, search, only }: Conditions): Condition[] {
  const conditions: Condition[] = [];
  if (search !== null) {
    conditions.push({ id: "search", label: `Text has “${search}”`, note: null, without: { search: null } });
  }
  if (only !== null) {
    const long = only.length > MOST_ONLY_IN_LINK;
    conditions.push({
      id: "only",
      label: formatPlural(only.length, "chosen document"),
      note: long ? "not part of the link" : null,
      without: { only: null },
    });
  }
  for (const { id, label, without } of filterConditions(filter)) {
    conditions.push({ id, label, note: null, without: { filter: without } });
  }
  return conditions;
}

/** The change that takes all of them away. */
export const NO_CONDITION: Partial<BrowseState> = { filter: {}, search: null, only: null };
