"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { InvitationsPanel } from "@/components/account/invitations-panel";
import { InviteDialog } from "@/components/account/invite-dialog";
import { NoAccounts } from "@/components/account/no-accounts";
import { PeoplePanel } from "@/components/account/people-panel";
import { RolesPanel } from "@/components/account/roles-panel";
import { SessionsPanel } from "@/components/account/sessions-panel";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useVisitor } from "@/components/api/visitor";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";

/** Everybody with an account, for admins. */
export function PeoplePage() {
  const { team } = useVisitor();
  const query = useQuery(useTRPC().account.people.queryOptions(undefined, { enabled: team }));
  const [inviting, setInviting] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  if (!team) return <NoAccounts />;
  return (
    <Page>
      <PageHeader
        title="People"
        actions={
          <ActButton verb="manage people" variant="primary" onClick={() => setInviting(true)}>
            Invite somebody…
          </ActButton>
        }
      />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : (
        <div className="flex flex-col gap-4">
          <PeoplePanel people={query.data.people} onShowSessions={setShown} />
          {shown !== null && <SessionsPanel title={`Where ${shown} is signed in`} email={shown} />}
          {query.data.invitations.length > 0 && <InvitationsPanel invitations={query.data.invitations} />}
          <RolesPanel />
        </div>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
