"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { browserName } from "@/components/account/browser-name";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SessionSummary } from "@/server/services/account/list-sessions";

interface SessionsPanelProps {
  readonly title: string;
  /** Whose; without, of whoever sees the page. */
  readonly email?: string;
}

/** The browsers somebody is signed in with, each of which can be signed out from here. */
export function SessionsPanel({ title, email }: SessionsPanelProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const whose = email === undefined ? {} : { email };
  const query = useQuery(trpc.account.sessions.queryOptions(whose));
  const end = useMutation(
    trpc.account.endSession.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.account.pathFilter()),
    }),
  );
  const columns: readonly Column<SessionSummary>[] = [
    {
      id: "browser",
      header: "Browser",
      rowHeader: true,
      cell: ({ id, browser }) => (
        <span className="flex items-center gap-2">
          {browserName(browser)}
          {id === query.data?.current && <Badge tone="accent">this one</Badge>}
        </span>
      ),
    },
    { id: "address", header: "Address", from: "sm", cell: ({ address }) => address ?? "unknown" },
    { id: "since", header: "Since", cell: ({ since }) => <TimeAgo date={since} /> },
    {
      id: "end",
      header: <span className="sr-only">sign out</span>,
      align: "right",
      cell: ({ id }) => (
        <Button variant="quiet" busy={end.isPending} onClick={() => end.mutate({ ...whose, id })}>
          Sign out
        </Button>
      ),
    },
  ];
  return (
    <Panel title={title} flush>
      {end.error !== null && <ErrorState error={end.error} className="m-3" />}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
      ) : query.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : query.data.sessions.length === 0 ? (
        <p className="p-3 text-sm text-muted">Signed in nowhere.</p>
      ) : (
        <DataTable caption={title} columns={columns} rows={query.data.sessions} rowKey={({ id }) => id} />
      )}
    </Panel>
  );
}
