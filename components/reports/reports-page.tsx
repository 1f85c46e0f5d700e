"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { ReportSummary } from "@/server/services/report/report-summary";

/** Every comparison that was kept, newest first. */
export function ReportsPage() {
  const query = useQuery(useTRPC().report.list.queryOptions());
  const shown = query.data?.filter(({ archived }) => !archived);
  const archived = query.data?.filter((report) => report.archived) ?? [];
  return (
    <Page>
      <PageHeader
        title="Reports"
        detail="What a comparison showed when it was kept, and what people wrote about it"
      />
      <div className="flex flex-col gap-4">
        <Panel flush>
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
          ) : shown === undefined ? (
            <SkeletonRows rows={6} />
          ) : shown.length === 0 ? (
            <EmptyState title="No report yet" action={<TextLink href="/compare">Compare recipes</TextLink>}>
              Put recipes, selections or runs side by side, then keep what you see as a report.
            </EmptyState>
          ) : (
            <DataTable caption="Reports" columns={COLUMNS} rows={shown} rowKey={({ id }) => id} />
          )}
        </Panel>
        {archived.length > 0 && <Archived reports={archived} />}
      </div>
    </Page>
  );
}

const COLUMNS: readonly Column<ReportSummary>[] = [
  {
    id: "title",
    header: "Report",
    rowHeader: true,
    cell: ({ id, title }) => <TextLink href={`/reports/${id}`}>{title}</TextLink>,
  },
  {
    id: "made",
    header: "Made",
    align: "right",
    from: "sm",
    cell: ({ createdAt }) => <TimeAgo date={createdAt} />,
  },
  {
    id: "changed",
    header: "Text changed",
    align: "right",
    cell: ({ updatedAt, updatedBy }) => (
      <>
        <TimeAgo date={updatedAt} /> by {updatedBy}
      </>
    ),
  },
];

function Archived({ reports }: { readonly reports: readonly ReportSummary[] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const restore = useMutation(
    trpc.report.archive.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.report.pathFilter());
        toast({ title: "Restored to the list", tone: "good" });
      },
    }),
  );
  const columns: readonly Column<ReportSummary>[] = [
    ...COLUMNS,
    {
      id: "restore",
      header: <span className="sr-only">restore</span>,
      align: "right",
      cell: ({ id }) => (
        <ActButton
          verb="archive a report"
          variant="quiet"
          onClick={() => restore.mutate({ id, archived: false })}
        >
          Restore
        </ActButton>
      ),
    },
  ];
  return (
    <Panel title="Archived" flush>
      {restore.error !== null && <ErrorState error={restore.error} className="m-3" />}
      <DataTable caption="Archived reports" columns={columns} rows={reports} rowKey={({ id }) => id} />
    </Panel>
  );
}
