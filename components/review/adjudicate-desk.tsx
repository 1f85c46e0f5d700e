"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { DisputedText } from "@/components/review/disputed-text";
import { DocumentHistory } from "@/components/review/history-dialog";
import { RulingCard } from "@/components/review/ruling-card";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";
import { Segmented } from "@/components/ui/segmented";
import { TextLink } from "@/components/ui/text-link";
import { toast } from "@/components/ui/toast";
import type { Values } from "@/core/review/answer";
import type { Queue } from "@/core/review/disputes";
import type { Dispute } from "@/server/services/review/list-disputes";
import type { SessionSummary } from "@/server/services/review/session-summary";

interface AdjudicateDeskProps {
  readonly session: SessionSummary;
  /** At least one. */
  readonly queue: readonly Dispute[];
  readonly which: Queue;
  readonly onWhich: (which: Queue) => void;
}

const WHICH = [
  { value: "disputed", label: "Disputed" },
  { value: "answered", label: "All answered" },
] as const;

/** The document on the left; answers, notes and the ruling on the right. */
export function AdjudicateDesk({ session, queue, which, onWhich }: AdjudicateDeskProps) {
  const [at, setAt] = useState(0);
  const place = Math.min(at, queue.length - 1);
  const dispute = queue[place];
  const step = (by: 1 | -1) => setAt(Math.min(queue.length - 1, Math.max(0, place + by)));
  const rule = useRule(session.id, which);
  useKeys("Adjudication", [
    { keys: "j", label: "Next document", run: () => step(1) },
    { keys: "k", label: "Previous document", run: () => step(-1) },
  ]);
  if (dispute === undefined) return null;
  const settled = queue.filter(({ ruling }) => ruling !== null).length;
  const settle = (ruling: Values | null) =>
    rule.mutate(
      { sessionId: session.id, documentId: dispute.documentId, version: dispute.version, ruling },
      { onSuccess: () => ruling !== null && step(1) },
    );
  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-4 py-1.5">
        <h1 className="min-w-0 flex-1 truncate text-sm font-semibold">
          <TextLink href={`/review/${session.id}`}>{session.name}</TextLink>
        </h1>
        <span role="status" className="text-xs text-muted">
          {formatCount(place + 1)} of {formatCount(queue.length)}, {formatCount(settled)} settled
        </span>
        <Segmented
          label="Documents"
          value={which}
          options={WHICH}
          onValue={(next) => {
            setAt(0);
            onWhich(next);
          }}
        />
        <Button onClick={() => step(-1)} disabled={place === 0}>
          Previous
        </Button>
        <Button onClick={() => step(1)} disabled={place === queue.length - 1}>
          Next
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <DisputedText
          key={dispute.documentId}
          versionId={session.corpus.versionId}
          ordinal={dispute.ordinal}
        />
        <RulingCard
          key={`${dispute.documentId} ${dispute.version}`}
          questions={session.settings.questions}
          dispute={dispute}
          busy={rule.isPending}
          history={
            <DocumentHistory
              sessionId={session.id}
              documentId={dispute.documentId}
              questions={session.settings.questions}
            />
          }
          onRule={settle}
        />
      </div>
    </div>
  );
}

function useRule(sessionId: string, which: Queue) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { queryKey } = trpc.review.disputes.queryOptions({ id: sessionId, which });
  return useMutation(
    trpc.review.rule.mutationOptions({
      onSuccess: ({ documentId, version }, { ruling }) =>
        client.setQueryData(queryKey, (queue) =>
          queue?.map((dispute) =>
            dispute.documentId === documentId ? { ...dispute, version, ruling } : dispute,
          ),
        ),
      onError: async ({ message }) => {
        toast({ title: "The document is not settled", detail: message, tone: "danger" });
        await client.invalidateQueries({ queryKey });
      },
    }),
  );
}
