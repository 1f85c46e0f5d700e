import type { Face } from "@/components/compare/compared-face";
import { FaceMark } from "@/components/compare/face-mark";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatPercent, formatSigned, formatTokens } from "@/components/ui/format";
import { ShareBar } from "@/components/ui/share-bar";
import type { SetFigures, SetsCompared } from "@/core/comparison/set-figures";

interface SizeRow {
  readonly face: Face;
  readonly set: SetFigures;
  /** Null for the baseline itself. */
  readonly change: { readonly gained: number; readonly lost: number } | null;
}

interface SizesTableProps {
  readonly compared: SetsCompared;
  readonly faces: readonly Face[];
}

/** How much each selects, how much of its budget that is, and what changes against the baseline. */
export function SizesTable({ compared, faces }: SizesTableProps) {
  const { corpus, sets, common } = compared;
  const largest = Math.max(1, ...sets.map(({ tokens }) => tokens));
  const rows = sets.flatMap((set, place): SizeRow[] => {
    const face = faces[place];
    if (face === undefined) return [];
    const kept = common[0]?.[place]?.documents ?? 0;
    const change =
      place === 0 ? null : { gained: set.documents - kept, lost: (sets[0]?.documents ?? 0) - kept };
    return [{ face, set, change }];
  });
  const columns: readonly Column<SizeRow>[] = [
    {
      id: "item",
      header: "Selection",
      rowHeader: true,
      cell: ({ face }) => <FaceMark face={face} className="max-w-full min-w-28" />,
    },
    { id: "documents", header: "Documents", align: "right", cell: ({ set }) => formatCount(set.documents) },
    {
      id: "of-corpus",
      header: "Of corpus",
      align: "right",
      from: "md",
      cell: ({ set }) => (
        <span className="text-muted">{formatPercent(set.documents / Math.max(1, corpus.documents))}</span>
      ),
    },
    {
      id: "tokens",
      header: "Tokens",
      align: "right",
      cell: ({ set }) => <span title={formatCount(set.tokens)}>{formatTokens(set.tokens)}</span>,
    },
    {
      id: "bar",
      header: <span className="sr-only">Tokens as a bar</span>,
      from: "lg",
      cell: ({ face, set }) => (
        <span className="block w-32">
          <ShareBar share={set.tokens / largest} colour={face.colour} />
        </span>
      ),
    },
    {
      id: "budget",
      header: "Budget used",
      align: "right",
      from: "md",
      cell: ({ set }) => (
        <>
          {formatPercent(set.tokens / Math.max(1, set.budgetTokens))}
          <span className="text-muted"> of {formatTokens(set.budgetTokens)}</span>
        </>
      ),
    },
    {
      id: "threshold",
      header: "Threshold",
      align: "right",
      from: "sm",
      cell: ({ set }) =>
        set.threshold === null ? <span className="text-muted">by domain</span> : set.threshold.toFixed(4),
    },
    {
      id: "gained",
      header: "Gained",
      align: "right",
      cell: ({ change }) =>
        change === null ? "" : <span className="text-gained">{formatWhole(change.gained)}</span>,
    },
    {
      id: "lost",
      header: "Lost",
      align: "right",
      cell: ({ change }) =>
        change === null ? "" : <span className="text-lost">{formatWhole(-change.lost)}</span>,
    },
  ];
  return (
    <DataTable
      caption="Sizes of the selections"
      columns={columns}
      rows={rows}
      rowKey={({ face }) => face.key}
    />
  );
}

/** "+1,234", "−12", "0" */
const formatWhole = (count: number): string =>
  count === 0 ? "0" : `${formatSigned(Math.sign(count), 0).charAt(0)}${formatCount(Math.abs(count))}`;
