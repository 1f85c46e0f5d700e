import type { Face } from "@/components/compare/compared-face";
import { FaceMark } from "@/components/compare/face-mark";
import {
  spreadOf,
  spreadText,
  type CurvesWanted,
  type FacedGroup,
  type OutcomeField,
} from "@/components/compare/outcomes.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatSigned } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";

interface OutcomesTableProps {
  readonly field: OutcomeField;
  readonly baseline: Face | undefined;
  readonly wanted: CurvesWanted;
}

/** Losses at the end of the runs of each item, mean ± sd over seeds. */
export function OutcomesTable({ field, baseline, wanted }: OutcomesTableProps) {
  const reference = field.groups.find(({ face }) => face.key === baseline?.key);
  const from = reference === undefined ? null : spreadOf(reference.group, wanted);
  const columns: readonly Column<FacedGroup>[] = [
    {
      id: "item",
      header: "Item",
      rowHeader: true,
      cell: ({ face }) => <FaceMark face={face} className="max-w-full min-w-24" />,
    },
    {
      id: "runs",
      header: "Runs",
      cell: ({ group }) => (
        <span className="flex gap-2">
          {group.runs.map(({ runId, name, seed, state }) => (
            <TextLink key={runId} href={`/runs/${runId}`} title={`${name}, ${state}`}>
              seed {seed}
            </TextLink>
          ))}
        </span>
      ),
    },
    {
      id: "validation",
      header: "Validation",
      align: "right",
      cell: ({ group }) => spreadText(group.validation),
    },
    {
      id: "train",
      header: "Training",
      align: "right",
      from: "sm",
      cell: ({ group }) => spreadText(group.train),
    },
    ...(wanted.kind === "domain"
      ? [
          {
            id: "domain",
            header: wanted.domain ?? "",
            align: "right" as const,
            cell: ({ group }: FacedGroup) => spreadText(spreadOf(group, wanted)),
          },
        ]
      : []),
    {
      id: "change",
      header: "Vs. baseline",
      align: "right",
      cell: ({ face, group }) => {
        const own = spreadOf(group, wanted);
        if (from === null || own === null || face.key === baseline?.key) return "";
        const change = own.mean - from.mean;
        return <span className={changeTone(change)}>{formatSigned(change, 3)}</span>;
      },
    },
  ];
  return (
    <div className="-mx-3 overflow-x-auto pt-3">
      <DataTable
        caption="Losses at the end of training, mean ± standard deviation over seeds"
        columns={columns}
        rows={field.groups}
        rowKey={({ face }) => face.key}
      />
    </div>
  );
}

/** A lower loss is better. */
function changeTone(change: number): string {
  if (change === 0) return "text-muted";
  return change < 0 ? "text-gained" : "text-lost";
}
