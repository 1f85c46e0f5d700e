"use client";

import { FlexRender, useTable, type SortingState } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { COLUMNS, FEATURES, LOOKS, type ProxyRow } from "@/components/campaigns/proxies-columns";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { ProxySummary } from "@/server/services/campaign/campaign-summary";

/** Rows before somebody asks for all: thousands of them would make every look at the page slow. */
const MOST = 50;

const FROM = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" } as const;

type ColumnId = keyof typeof LOOKS;
const ORDER = Object.keys(LOOKS) as ColumnId[];

const cellClass = (id: ColumnId): string => {
  const look: { readonly align: "left" | "right"; readonly from?: keyof typeof FROM } = LOOKS[id];
  return cx(
    "px-2 first:pl-3 last:pr-3 whitespace-nowrap",
    look.align === "right" ? "text-right" : "text-left",
    look.from !== undefined && FROM[look.from],
  );
};

/** All proxies of a campaign, to be sorted; failed ones have an edge in the colour of their state. */
export function ProxiesPanel({ proxies }: { readonly proxies: readonly ProxySummary[] }) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const [all, setAll] = useState(false);
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data: proxies,
    getRowId: ({ id }) => id,
    state: { sorting },
    onSortingChange: setSorting,
  });
  const { rows } = table.getRowModel();
  const shown = all ? rows : rows.slice(0, MOST);
  return (
    <Panel title="Proxies" flush>
      <table className="w-full text-sm">
        <caption className="sr-only">Proxies</caption>
        <Head sorting={sorting} onSorting={setSorting} />
        <tbody className="divide-y">
          {shown.map((row) => (
            <ProxyLine key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <p className="flex items-center gap-3 border-t px-3 py-1.5 text-xs text-muted">
          {formatCount(shown.length)} of {formatCount(rows.length)} proxies
          <Button variant="quiet" onClick={() => setAll(true)}>
            Show all
          </Button>
        </p>
      )}
    </Panel>
  );
}

interface HeadProps {
  readonly sorting: SortingState;
  readonly onSorting: (sorting: SortingState) => void;
}

/** Columns that cannot be put in an order. */
const UNSORTED: ReadonlySet<ColumnId> = new Set(["weights", "run"]);

const Head = ({ sorting: [sort], onSorting }: HeadProps) => (
  <thead>
    <tr className="border-b">
      {ORDER.map((id) => {
        const sorted = sort?.id === id ? (sort.desc ? "descending" : "ascending") : "none";
        const Arrow = sorted === "descending" ? ArrowDown : ArrowUp;
        return (
          <th
            key={id}
            scope="col"
            aria-sort={UNSORTED.has(id) ? undefined : sorted}
            className={cx(cellClass(id), "eyebrow h-8")}
          >
            {UNSORTED.has(id) ? (
              LOOKS[id].label
            ) : (
              <button
                type="button"
                title={`Sort by ${LOOKS[id].label}`}
                onClick={() => onSorting(next(id, sorted))}
                className={cx(
                  "eyebrow inline-flex items-center gap-0.5 rounded-sm hover:text-ink",
                  sorted !== "none" && "text-ink",
                )}
              >
                {LOOKS[id].label}
                {sorted !== "none" && <Arrow aria-hidden className="size-3 shrink-0" />}
              </button>
            )}
          </th>
        );
      })}
    </tr>
  </thead>
);

/** Up, down, and back to the order of the proxies. */
const next = (id: ColumnId, sorted: "none" | "ascending" | "descending"): SortingState =>
  sorted === "none" ? [{ id, desc: false }] : sorted === "ascending" ? [{ id, desc: true }] : [];

function ProxyLine({ row }: { readonly row: ProxyRow }) {
  const cells = new Map(row.getAllCells().map((cell) => [cell.column.id, cell]));
  const isFailed = row.original.state === "failed";
  return (
    <tr
      className={cx(
        "hover:bg-hover",
        isFailed && "bg-danger-soft/40 shadow-[inset_3px_0_0_var(--color-danger)]",
      )}
    >
      {ORDER.map((id) => {
        const cell = cells.get(id);
        return (
          <td key={id} className={cx(cellClass(id), "h-8")}>
            {cell === undefined ? null : <FlexRender cell={cell} />}
          </td>
        );
      })}
    </tr>
  );
}
