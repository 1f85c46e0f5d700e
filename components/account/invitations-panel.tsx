"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatDate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { InvitationSummary } from "@/server/services/account/list-people";

interface InvitationsPanelProps {
  readonly invitations: readonly InvitationSummary[];
}

/** Links that nobody has used yet. */
export function InvitationsPanel({ invitations }: InvitationsPanelProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const takeBack = useMutation(
    trpc.account.takeBack.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.account.people.queryFilter()),
    }),
  );
  const columns: readonly Column<InvitationSummary>[] = [
    { id: "email", header: "For", rowHeader: true, cell: ({ email }) => email ?? "whoever has the link" },
    { id: "role", header: "Role", cell: ({ role }) => role },
    { id: "by", header: "By", from: "md", cell: ({ invitedBy }) => invitedBy },
    { id: "until", header: "Good until", from: "sm", cell: ({ expiresAt }) => formatDate(expiresAt) },
    {
      id: "back",
      header: <span className="sr-only">take back</span>,
      align: "right",
      cell: ({ id }) => (
        <Button variant="quiet" busy={takeBack.isPending} onClick={() => takeBack.mutate({ id })}>
          Take back
        </Button>
      ),
    },
  ];
  return (
    <Panel title="Invited" flush>
      {takeBack.error !== null && <ErrorState error={takeBack.error} className="m-3" />}
      <DataTable caption="Invited" columns={columns} rows={invitations} rowKey={({ id }) => id} />
    </Panel>
  );
}
