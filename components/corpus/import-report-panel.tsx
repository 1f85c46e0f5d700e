"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ImportRejects } from "@/components/corpus/import-rejects";
import { DataTable, type Column } from "@/components/table/data-table";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatDuration, formatPlural } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { raterOf } from "@/core/raters";
import type { ImportReport, Rejection } from "@/server/services/corpus/import-report";

const COLUMNS: readonly Column<Rejection>[] = [
  {
    id: "reason",
    header: "Reason",
    rowHeader: true,
    cell: ({ reason }) => (
      <span className="block truncate" title={reason}>
        {reason}
      </span>
    ),
  },
  {
    id: "where",
    header: "File and line",
    cell: ({ file, line }) => (
      <span className="font-mono text-xs">
        {file}:{line}
      </span>
    ),
  },
  {
    id: "id",
    header: "Id",
    from: "sm",
    cell: ({ id }) => (
      <span className="block max-w-32 truncate font-mono text-xs" title={id ?? ""}>
        {id ?? "none"}
      </span>
    ),
  },
];

function Report({ report }: { readonly report: ImportReport }) {
  const unshown = report.rejectedTotal - report.rejected.length;
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 p-3 sm:grid-cols-4">
        <Figure
          label="Accepted"
          value={formatCount(report.accepted)}
          detail={`from ${formatPlural(report.files, "file")}`}
        />
        <Figure label="Rejected" value={formatCount(report.rejectedTotal)} detail="rows" />
        <Figure label="Duplicates" value={formatCount(report.duplicates)} detail="second use of an id" />
        <Figure label="Took" value={formatDuration(report.seconds)} />
      </dl>
      {report.offRaters.length > 0 && (
        <p className="border-t px-3 py-2 text-sm">
          <span className="text-muted">Off, absent from every row: </span>
          {report.offRaters.map((rater) => raterOf(rater).label).join(", ")}
        </p>
      )}
      {report.rejected.length > 0 && (
        <div
          tabIndex={0}
          role="region"
          aria-label="Rejected rows"
          className="max-h-80 overflow-auto border-t"
        >
          <DataTable
            caption="Rejected rows"
            columns={COLUMNS}
            rows={report.rejected}
            rowKey={({ file, line }, index) => `${file}:${line}:${index}`}
          />
        </div>
      )}
      {unshown > 0 && (
        <p className="border-t px-3 py-2 text-xs text-muted">
          and {formatCount(unshown)} more, in the list above
        </p>
      )}
    </>
  );
}

/** What the import took, what it refused and why. */
export function ImportReportPanel({ versionId }: { readonly versionId: string }) {
  const report = useQuery(useTRPC().corpus.report.queryOptions({ versionId }));
  return (
    <Panel title="Import report" aside={<ImportRejects id={versionId} />} flush>
      {report.isPending ? (
        <SkeletonRows rows={4} />
      ) : report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} className="m-3" />
      ) : (
        <Report report={report.data} />
      )}
    </Panel>
  );
}
