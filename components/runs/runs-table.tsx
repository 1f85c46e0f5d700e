"use client";

import { useTable, type SortingState } from "@tanstack/react-table";
import { useMemo, type KeyboardEvent } from "react";
import { allChosen, allToggled, extended, toggled, type RowChoice } from "@/components/runs/row-choice";
import { SORT_COLUMNS, type RunsAddress } from "@/components/runs/runs-address";
import { COLUMNS, FEATURES, groupColumn, type RunRow } from "@/components/runs/runs-columns";
import { RunsHead } from "@/components/runs/runs-head";
import { RunLine } from "@/components/runs/runs-line";
import { groupTitle } from "@/components/runs/runs-listing.prepare";
import { formatPlural } from "@/components/ui/format";
import type { RunSummary } from "@/server/services/run/run-summary";

interface RunsTableProps {
  /** Those the filters let through, what needs somebody first. */
  readonly runs: readonly RunSummary[];
  readonly address: RunsAddress;
  readonly onSort: (sort: RunsAddress["sort"]) => void;
  readonly choice: RowChoice;
  readonly onChoice: (choice: RowChoice) => void;
}

/** How far a key takes the focus. */
const steps: ReadonlyMap<string, number> = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
  ["Home", -Infinity],
  ["End", Infinity],
]);

/** Runs in one table, sorted and grouped as the address says; arrow keys walk the boxes, with shift they choose. */
export function RunsTable({ runs, address, onSort, choice, onChoice }: RunsTableProps) {
  const { sort, group } = address;
  const state = useMemo(() => {
    const sorting: SortingState = sort === null ? [] : [{ id: sort.by, desc: sort.descending }];
    return { sorting, grouping: group === null ? [] : [groupColumn(group)] };
  }, [sort, group]);
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data: runs,
    getRowId: (run) => run.id,
    state,
  });
  const { rows } = table.getRowModel();
  const shown = rows.flatMap((row) => (row.getIsGrouped() ? row.subRows : [row])).map(({ id }) => id);
  const row = (run: RunRow) => (
    <RunLine
      key={run.id}
      row={run}
      chosen={choice.chosen.has(run.id)}
      onToggle={(extend) => onChoice(toggled(choice, shown, run.id, extend))}
    />
  );
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = steps.get(event.key);
    const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>("tbody [role=checkbox]")];
    const at = boxes.findIndex((box) => box === document.activeElement);
    if (step === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(boxes.length - 1, at + step));
    boxes[to]?.focus();
    const [from, until] = [shown[at], shown[to]];
    if (event.shiftKey && from !== undefined && until !== undefined)
      onChoice(extended(choice, shown, from, until));
  };
  return (
    <table className="w-full text-sm" onKeyDown={onKeyDown} data-runs>
      <caption className="sr-only">Runs</caption>
      <RunsHead
        sort={sort}
        onSort={onSort}
        checked={allChosen(choice, shown)}
        onAll={() => onChoice(allToggled(choice, shown))}
      />
      {rows.map((each) =>
        each.getIsGrouped() && group !== null ? (
          <tbody key={each.id} className="divide-y border-b last:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={SORT_COLUMNS.length + 1}
                className="bg-sunken px-3 py-1.5 text-left text-xs"
              >
                <bdi className="font-semibold">{groupTitle(each.original, group)}</bdi>{" "}
                <span className="font-normal text-muted">{formatPlural(each.subRows.length, "run")}</span>
              </th>
            </tr>
            {each.subRows.map(row)}
          </tbody>
        ) : null,
      )}
      {group === null && <tbody className="divide-y">{rows.map(row)}</tbody>}
    </table>
  );
}
