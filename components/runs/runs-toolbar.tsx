"use client";

import { ArrowDownWideNarrow, ArrowUpNarrowWide, Search, X } from "lucide-react";
import type { RefObject } from "react";
import {
  ALL_RUNS,
  GROUPINGS,
  sortedBy,
  SORT_COLUMNS,
  type Grouping,
  type RunsAddress,
} from "@/components/runs/runs-address";
import { LOOKS } from "@/components/runs/runs-columns";
import {
  FILTER_LABELS,
  FILTERS,
  filterChoices,
  isNarrowed,
  type FilterName,
} from "@/components/runs/runs-listing.prepare";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { RUN_STATES } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

interface RunsToolbarProps {
  readonly runs: readonly RunSummary[];
  readonly address: RunsAddress;
  readonly change: (part: Partial<RunsAddress>) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** What narrows the list, how it is grouped and sorted; a filter that could not narrow anything is not there. */
export const RunsToolbar = ({ runs, address, change, searchRef }: RunsToolbarProps) => (
  <div role="search" className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
    <span className="relative w-56 max-sm:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2 my-auto size-3.5 text-muted"
      />
      <Input
        ref={searchRef}
        type="search"
        aria-label="Search the runs"
        placeholder="Search"
        className="pl-7"
        value={address.search ?? ""}
        onChange={({ target }) => change({ search: target.value === "" ? null : target.value })}
      />
    </span>
    {FILTERS.map((filter) => (
      <RunsFilter key={filter} filter={filter} runs={runs} address={address} change={change} />
    ))}
    {isNarrowed(address) && (
      <Button
        variant="quiet"
        onClick={() => change({ ...ALL_RUNS, sort: address.sort, group: address.group })}
      >
        <X aria-hidden className="size-3.5" /> Clear
      </Button>
    )}
    <span className="flex-1 max-sm:hidden" />
    <Select<Grouping | "">
      aria-label="Group by"
      value={address.group ?? ""}
      options={GROUP_OPTIONS}
      onValue={(group) => change({ group: group === "" ? null : group })}
    />
    <SortOfRuns sort={address.sort} onSort={(sort) => change({ sort })} />
  </div>
);

const GROUP_OPTIONS = [
  { value: "" as const, label: "Not grouped" },
  ...GROUPINGS.map((value) => ({ value, label: `By ${value}` })),
];

interface RunsFilterProps extends Pick<RunsToolbarProps, "runs" | "address" | "change"> {
  readonly filter: FilterName;
}

function RunsFilter({ filter, runs, address, change }: RunsFilterProps) {
  const set = address[filter];
  const choices = filterChoices(runs, filter, set);
  if (choices.length < 2 && set === null) return null;
  const options = choices.map(({ value, count }) => ({ value, label: `${value} (${String(count)})` }));
  const onValue = (value: string) => {
    if (filter === "state") change({ state: RUN_STATES.find((state) => state === value) ?? null });
    else change({ [filter]: value === "" ? null : value });
  };
  return (
    <Select
      aria-label={FILTER_LABELS[filter]}
      className="max-w-44"
      value={set ?? ""}
      options={[{ value: "", label: `Any ${filter}` }, ...options]}
      onValue={onValue}
    />
  );
}

const SORT_OPTIONS = [
  { value: "" as const, label: "Trouble first" },
  ...SORT_COLUMNS.map((value) => ({ value, label: `Sort: ${LOOKS[value].label.toLocaleLowerCase("en")}` })),
];

/** On a phone the head of the table has no room for what sorts. */
const SortOfRuns = ({
  sort,
  onSort,
}: {
  readonly sort: RunsAddress["sort"];
  readonly onSort: (sort: RunsAddress["sort"]) => void;
}) => (
  <span className="flex items-center lg:hidden">
    <Select
      aria-label="Sort by"
      value={sort?.by ?? ""}
      options={SORT_OPTIONS}
      onValue={(by) => onSort(by === "" ? null : sortedBy(null, by))}
    />
    {sort !== null && (
      <IconButton
        label={sort.descending ? "Highest first" : "Lowest first"}
        onClick={() => onSort({ ...sort, descending: !sort.descending })}
      >
        {sort.descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
      </IconButton>
    )}
  </span>
);
