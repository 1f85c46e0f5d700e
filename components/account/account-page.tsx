"use client";

import { useVisitor } from "@/components/api/visitor";
import { NoAccounts } from "@/components/account/no-accounts";
import { PasswordForm } from "@/components/account/password-form";
import { SessionsPanel } from "@/components/account/sessions-panel";
import { Page, PageHeader } from "@/components/ui/page";

/** One's own account: where it is signed in, and its password. */
export function AccountPage() {
  const { team, name, email, role } = useVisitor();
  if (!team) return <NoAccounts />;
  return (
    <Page>
      <PageHeader title={name} detail={`${email} · ${role}`} />
      <div className="flex flex-col gap-4">
        <SessionsPanel title="Where you are signed in" />
        <PasswordForm />
      </div>
    </Page>
  );
}
