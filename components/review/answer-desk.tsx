"use client";

import { useState } from "react";
import { AssignedText } from "@/components/review/assigned-text";
import { AllAnswered } from "@/components/review/all-answered";
import { DeskBar } from "@/components/review/desk-bar";
import { OwnHistory } from "@/components/review/history-dialog";
import { versionAfter } from "@/components/review/outbox";
import { paceOf } from "@/components/review/pace.prepare";
import { QuestionCard } from "@/components/review/question-card";
import { RefusedAnswers } from "@/components/review/refused-answers";
import { useAssigned } from "@/components/review/use-assigned";
import { useOutbox } from "@/components/review/use-outbox";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Answer, Answered } from "@/core/review/answer";
import type { MyWork } from "@/server/services/review/my-work";

interface AnswerDeskProps {
  readonly sessionId: string;
  readonly reviewerKey: string;
  readonly work: MyWork;
}

/** One document, one question, one key. */
export function AnswerDesk({ sessionId, reviewerKey, work }: AnswerDeskProps) {
  const outbox = useOutbox(sessionId, reviewerKey);
  const sent = work.mine.filter(({ answer }) => answer.state !== "withdrawn");
  // The server's answer and the outbox without it do not come in one picture: what was answered here stays answered.
  const [here, setHere] = useState<readonly string[]>([]);
  const done = new Set([...here, ...[...sent, ...outbox.outbox].map(({ documentId }) => documentId)]);
  const assigned = useAssigned(reviewerKey, done, outbox.outbox.length, work.closed);
  /** A document that was opened again, to answer it anew. */
  const [again, setAgain] = useState<string | null>(null);
  const [begun, setBegun] = useState<Readonly<Record<string, Answered>>>({});
  const last = outbox.outbox.at(-1)?.documentId ?? sent[0]?.documentId ?? null;
  const current = again ?? assigned.waiting?.[0]?.documentId ?? null;

  const give = (documentId: string, answer: Answer, seconds: number | null) => {
    const known = work.mine.find((mine) => mine.documentId === documentId)?.version ?? 0;
    outbox.add({
      change: crypto.randomUUID(),
      documentId,
      base: versionAfter(outbox.outbox, documentId, known),
      answer,
      answeredAt: new Date().toISOString(),
      seconds,
      refusal: null,
    });
    setHere([...here, documentId]);
    setAgain(null);
  };
  const given = (documentId: string): Answer | null =>
    outbox.outbox.findLast((pending) => pending.documentId === documentId)?.answer ??
    work.mine.find((mine) => mine.documentId === documentId)?.answer ??
    null;
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{work.session}</h1>
      <RefusedAnswers outbox={outbox} work={work} />
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        {current !== null ? (
          <>
            <AssignedText key={current} reviewerKey={reviewerKey} documentId={current} />
            <QuestionCard
              key={`${current} ${again === null ? "" : "again"}`}
              questions={work.questions}
              before={again === null ? (begun[current] ?? null) : given(current)}
              onAnswer={(answer, seconds) => give(current, answer, seconds)}
              onUndo={
                last === null || again !== null
                  ? null
                  : (draft) => {
                      setBegun({ ...begun, [current]: draft });
                      setAgain(last);
                    }
              }
              onLeave={again === null ? null : () => setAgain(null)}
              history={
                again === null ? null : (
                  <OwnHistory reviewerKey={reviewerKey} documentId={again} questions={work.questions} />
                )
              }
            />
          </>
        ) : assigned.error !== null ? (
          <ErrorState error={assigned.error} onRetry={assigned.retry} className="m-4 self-start" />
        ) : assigned.waiting === null && !work.closed ? (
          <div className="flex-1 p-4">
            <SkeletonRows rows={12} />
          </div>
        ) : (
          <AllAnswered
            work={work}
            onMore={assigned.retry}
            onUndo={last === null ? null : () => setAgain(last)}
          />
        )}
      </div>
      <DeskBar work={work} pace={paceOf(work)} waiting={outbox.outbox.length} offline={outbox.offline} />
    </div>
  );
}
