"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { invitationSchema } from "@/components/account/invitation";
import { JoinForm } from "@/components/account/join-form";
import { askAccount } from "@/components/api/account";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

const onHashChange = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};

/** Where an invitation's link leads. What follows the # is the token, which only this page reads. */
export function InvitationPage() {
  const token = useSyncExternalStore(
    onHashChange,
    () => window.location.hash.slice(1),
    () => null,
  );
  const invitation = useQuery({
    queryKey: ["invitation", token],
    enabled: token !== null,
    queryFn: async () => invitationSchema.parse(await askAccount("invitation", { token })),
    retry: false,
  });
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold tracking-tight">Join the studio</h1>
      {invitation.isPending && <SkeletonRows rows={4} />}
      {invitation.isError && <ErrorState error={invitation.error} />}
      {invitation.data !== undefined && token !== null && (
        <JoinForm token={token} invitation={invitation.data} />
      )}
    </>
  );
}
