"use client";

import { useSyncExternalStore } from "react";
import { useVisitor } from "@/components/api/visitor";
import { CopyButton } from "@/components/ui/copy-button";

interface ShareLinkProps {
  readonly sessionId: string;
  readonly closed: boolean;
}

const never = () => () => undefined;

/** The address that reviewers join by. */
export function ShareLink({ sessionId, closed }: ShareLinkProps) {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  const { team } = useVisitor();
  const address = `${origin}/review/${sessionId}/answer`;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-1.5 text-sm">
      <span className="text-muted">{closed ? "Closed: nobody can join" : "Reviewers join at"}</span>
      {!closed && (
        <>
          <code className="min-w-0 flex-1 truncate text-xs">{address}</code>
          <CopyButton text={address} label="Copy the link" />
          <span className="w-full text-xs text-muted">
            {team
              ? "Each answers under their account; that takes a reviewer."
              : "The studio answers on this computer only: others reach it through a tunnel that you open."}
          </span>
        </>
      )}
    </p>
  );
}
