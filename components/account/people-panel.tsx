"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RoleSelect } from "@/components/account/role-select";
import { useTRPC } from "@/components/api/trpc";
import { useVisitor } from "@/components/api/visitor";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PersonSummary } from "@/server/services/account/list-people";

interface PeoplePanelProps {
  readonly people: readonly PersonSummary[];
  readonly onShowSessions: (email: string) => void;
}

/** Everybody with an account; a role counts from the next request on. */
export function PeoplePanel({ people, onShowSessions }: PeoplePanelProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [removing, setRemoving] = useState<string | null>(null);
  const onSuccess = () => {
    setRemoving(null);
    return client.invalidateQueries(trpc.account.pathFilter());
  };
  const { email: self } = useVisitor();
  const change = useMutation(
    trpc.account.changeRole.mutationOptions({
      // Whoever changed their own role has another studio before them.
      onSuccess: (_, { email }) => (email === self ? window.location.assign("/account") : onSuccess()),
    }),
  );
  const remove = useMutation(trpc.account.remove.mutationOptions({ onSuccess }));
  const columns: readonly Column<PersonSummary>[] = [
    {
      id: "person",
      header: "Person",
      rowHeader: true,
      cell: ({ name, email }) => (
        <span className="block truncate" title={email}>
          {name} <span className="text-muted">{email}</span>
        </span>
      ),
    },
    {
      id: "role",
      header: "Role",
      cell: ({ email, role }) => (
        <RoleSelect
          email={email}
          role={role}
          disabled={change.isPending}
          onRole={(wanted) => change.mutate({ email, role: wanted })}
        />
      ),
    },
    { id: "joined", header: "Joined", from: "md", cell: ({ joinedAt }) => <TimeAgo date={joinedAt} /> },
    {
      id: "sessions",
      header: "Signed in",
      from: "sm",
      align: "right",
      cell: ({ email, sessions }) => (
        <Button variant="quiet" onClick={() => onShowSessions(email)}>
          {formatPlural(sessions, "browser")}
        </Button>
      ),
    },
    {
      id: "remove",
      header: <span className="sr-only">remove</span>,
      align: "right",
      cell: ({ email }) => (
        <Button variant="quiet" aria-label={`Remove ${email}`} onClick={() => setRemoving(email)}>
          Remove…
        </Button>
      ),
    },
  ];
  return (
    <Panel flush>
      {change.error !== null && <ErrorState error={change.error} className="m-3" />}
      <DataTable caption="People" columns={columns} rows={people} rowKey={({ email }) => email} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`Remove ${removing ?? ""}?`}
        confirm="Remove the account"
        keep="Keep it"
        busy={remove.isPending}
        onConfirm={() => removing !== null && remove.mutate({ email: removing })}
      >
        <p>They are signed out everywhere at once. What they made stays, under their address.</p>
        {remove.error !== null && <ErrorState error={remove.error} className="mt-3" />}
      </ConfirmDialog>
    </Panel>
  );
}
