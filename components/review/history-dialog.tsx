"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatDate } from "@/components/ui/format";
import { SkeletonRows } from "@/components/ui/skeleton";
import { answerDifferences } from "@/core/review/answer-changes";
import type { Question } from "@/core/review/question";
import type { AnswerAct } from "@/server/services/review/load-changes";

interface HistoryProps {
  readonly questions: readonly Question[];
  readonly documentId: string;
}

/** Opens every change of every answer to a document. */
export function DocumentHistory({ sessionId, ...of }: HistoryProps & { readonly sessionId: string }) {
  const [open, setOpen] = useState(false);
  const { documentId } = of;
  const acts = useQuery(
    useTRPC().review.history.queryOptions({ sessionId, documentId }, { enabled: open, staleTime: 0 }),
  );
  return <HistoryDialog {...of} open={open} onOpen={setOpen} acts={acts.data} error={acts.error} />;
}

/** Opens every change of the reviewer's own answer. */
export function OwnHistory({ reviewerKey: key, ...of }: HistoryProps & { readonly reviewerKey: string }) {
  const [open, setOpen] = useState(false);
  const { documentId } = of;
  const acts = useQuery(
    useTRPC().review.myHistory.queryOptions({ key, documentId }, { enabled: open, staleTime: 0 }),
  );
  return <HistoryDialog {...of} open={open} onOpen={setOpen} acts={acts.data} error={acts.error} />;
}

interface HistoryDialogProps extends HistoryProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly acts: readonly AnswerAct[] | undefined;
  readonly error: unknown;
}

const HistoryDialog = ({ questions, open, onOpen, acts, error }: HistoryDialogProps) => (
  <>
    <Button onClick={() => onOpen(true)}>History</Button>
    <Dialog
      open={open}
      onOpenChange={onOpen}
      title="History"
      description="Every change of the answers to this document, newest first."
    >
      {error !== null ? (
        <ErrorState error={error} />
      ) : acts === undefined ? (
        <SkeletonRows rows={4} />
      ) : acts.length === 0 ? (
        <p className="text-sm text-muted">The studio holds no answer yet.</p>
      ) : (
        <ol aria-label="Changes" className="flex flex-col gap-3">
          {acts.map((act, at) => (
            <Act key={at} act={act} questions={questions} />
          ))}
        </ol>
      )}
    </Dialog>
  </>
);

const Act = ({
  act: { reviewer, at, readInBy, before, answer },
  questions,
}: {
  readonly act: AnswerAct;
  readonly questions: readonly Question[];
}) => (
  <li className="border-b pb-3 text-sm last:border-b-0">
    <p className="flex flex-wrap gap-x-2">
      <strong className="font-semibold">
        <bdi>{reviewer}</bdi>
      </strong>
      <time dateTime={at.toISOString()} className="text-muted">
        {formatDate(at)}
      </time>
      {readInBy !== null && <span className="text-muted">read in by {readInBy}</span>}
    </p>
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3">
      {answerDifferences(questions, before, answer).map(({ what, before: old, after }, place) => (
        <div key={place} className="contents">
          <dt className="text-muted">{what}</dt>
          <dd className="min-w-0 break-words">
            {before !== null && (
              <>
                <bdi>{old ?? "nothing"}</bdi> <span aria-label="became">→</span>{" "}
              </>
            )}
            <bdi>{after ?? "nothing"}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  </li>
);
