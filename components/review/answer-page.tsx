"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useVisitor } from "@/components/api/visitor";
import { AnswerDesk } from "@/components/review/answer-desk";
import { JoinForm } from "@/components/review/join-form";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { storeText, useStoredText } from "@/components/ui/stored-text";

/** Where a reviewer answers: first a name, then document after document. */
export function AnswerPage({ sessionId }: { readonly sessionId: string }) {
  const { team, email } = useVisitor();
  const name = `review key ${sessionId}${team ? ` ${email}` : ""}`;
  const kept = useStoredText(name);
  // A browser that keeps nothing knows the key as long as the page is open.
  const [joined, setJoined] = useState<string | null>(null);
  const key = kept ?? joined;
  return key === null ? (
    <JoinForm
      sessionId={sessionId}
      onJoined={(made) => {
        storeText(name, made);
        setJoined(made);
      }}
    />
  ) : (
    <Joined key={key} sessionId={sessionId} reviewerKey={key} />
  );
}

function Joined({ sessionId, reviewerKey }: { readonly sessionId: string; readonly reviewerKey: string }) {
  const work = useQuery(useTRPC().review.mine.queryOptions({ key: reviewerKey }));
  if (work.data !== undefined)
    return <AnswerDesk sessionId={sessionId} reviewerKey={reviewerKey} work={work.data} />;
  return (
    <Page>
      {work.isError ? (
        <ErrorState error={work.error} onRetry={() => void work.refetch()} />
      ) : (
        <SkeletonRows rows={10} />
      )}
    </Page>
  );
}
