"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatDate } from "@/components/ui/format";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** All review sessions, newest first. */
export function ReviewsPage() {
  const query = useQuery(useTRPC().review.list.queryOptions());
  const shown = query.data?.filter(({ archived }) => !archived);
  const archived = query.data?.filter((session) => session.archived) ?? [];
  return (
    <Page>
      <PageHeader
        title="Review"
        detail="People check what the raters say"
        actions={
          <Button asChild variant="primary">
            <Link href="/review/new">
              <Plus aria-hidden className="size-3.5" /> New session
            </Link>
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel flush>
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
          ) : shown === undefined ? (
            <SkeletonRows rows={6} />
          ) : shown.length === 0 ? (
            <EmptyState title="No session yet" action={<TextLink href="/review/new">Hold one</TextLink>}>
              Draw documents of a corpus, ask questions about them, send the link to reviewers, and see how
              far they agree with each other.
            </EmptyState>
          ) : (
            <DataTable caption="Review sessions" columns={COLUMNS} rows={shown} rowKey={({ id }) => id} />
          )}
        </Panel>
        {archived.length > 0 && (
          <Panel title="Archived" flush>
            <DataTable
              caption="Archived sessions"
              columns={COLUMNS}
              rows={archived}
              rowKey={({ id }) => id}
            />
          </Panel>
        )}
      </div>
    </Page>
  );
}

const COLUMNS: readonly Column<SessionSummary>[] = [
  {
    id: "name",
    header: "Session",
    rowHeader: true,
    cell: ({ id, name }) => <TextLink href={`/review/${id}`}>{name}</TextLink>,
  },
  {
    id: "corpus",
    header: "Corpus",
    from: "md",
    cell: ({ corpus }) => `${corpus.name} version ${corpus.number}`,
  },
  {
    id: "documents",
    header: "Documents",
    align: "right",
    cell: ({ documents }) => formatCount(documents),
  },
  { id: "reviewers", header: "Reviewers", align: "right", from: "sm", cell: ({ reviewers }) => reviewers },
  {
    id: "answers",
    header: "Answers",
    align: "right",
    cell: ({ answers, documents, settings }) =>
      `${formatCount(answers)} of ${formatCount(documents * settings.reviewers)}`,
  },
  {
    id: "created",
    header: "Begun",
    align: "right",
    from: "sm",
    cell: ({ createdAt }) => <span className="text-muted">{formatDate(createdAt)}</span>,
  },
  {
    id: "state",
    header: "State",
    align: "right",
    cell: ({ closedAt }) =>
      closedAt === null ? <Badge tone="accent">open</Badge> : <Badge tone="neutral">closed</Badge>,
  },
];
