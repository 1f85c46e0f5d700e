import { DataTable, type Column } from "@/components/table/data-table";

interface Problem {
  readonly where: string;
  readonly reason: string;
}

const COLUMNS: readonly Column<Problem>[] = [
  { id: "where", header: "Where", cell: ({ where }) => where },
  {
    id: "reason",
    header: "Why",
    rowHeader: true,
    cell: ({ reason }) => <span className="block py-1 break-words whitespace-normal">{reason}</span>,
  },
];

/** What of a file was not read, and why; it scrolls in itself, also by keyboard. */
export const ProblemsTable = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <div role="group" tabIndex={0} aria-label="Not read" className="max-h-64 overflow-auto rounded-md border">
    <DataTable
      caption="What was not read, and why"
      columns={COLUMNS}
      rows={problems}
      rowKey={(_, at) => String(at)}
    />
  </div>
);
