"use client";

import { useQueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useEffect, useMemo, useState } from "react";
import { useTRPC, useTRPCClient } from "@/components/api/trpc";
import {
  nextToSend,
  readOutbox,
  withAnswer,
  withoutChange,
  withRefusal,
  type PendingAnswer,
} from "@/components/review/outbox";
import { toast } from "@/components/ui/toast";
import { storedText, storeText, useStoredText } from "@/components/ui/stored-text";
import type { AppRouter } from "@/server/api/root";
import type { MyWork } from "@/server/services/review/my-work";

/** Milliseconds before an answer that did not arrive is sent again. */
const AGAIN_MS = 3000;

const nameOf = (sessionId: string): string => `review outbox ${sessionId}`;

/** Why the server did not take it, in its words; null for a connection that failed. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (data === undefined || data === null) return null;
  return data.studio === null ? message : [data.studio.message, data.studio.way].filter(Boolean).join(" ");
}

/**
 * Answers are kept in this browser until the server has confirmed them, and sent one after the other in the order they were
 * given, again and again while there is no connection.
 */
export function useOutbox(sessionId: string, key: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const name = nameOf(sessionId);
  const text = useStoredText(name);
  const outbox = useMemo(() => readOutbox(text), [text]);
  const [attempt, setAttempt] = useState(0);
  const [offline, setOffline] = useState(false);
  const next = nextToSend(outbox)?.change ?? null;

  // Another tab may have changed it since it was shown here.
  const change = (act: (outbox: readonly PendingAnswer[]) => readonly PendingAnswer[]) => {
    const text = JSON.stringify(act(readOutbox(storedText(name))));
    storeText(name, text);
    if (storedText(name) !== text)
      toast({
        title: "The answer is not kept",
        detail: "This browser stores nothing: allow it, or free some space, and answer again.",
        tone: "danger",
      });
  };

  useEffect(() => {
    if (next === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const send = async () => {
      const pending = nextToSend(readOutbox(storedText(name)));
      if (pending === null) return;
      const { change: act, documentId, base, answer, seconds } = pending;
      const answeredAt = new Date(pending.answeredAt);
      const given = { key, change: act, documentId, base, answer, answeredAt, seconds };
      try {
        const kept = await client.review.answer.mutate(given);
        setOffline(false);
        // What is on its way may have been read before this answer.
        await queries.cancelQueries(trpc.review.mine.queryFilter({ key }));
        queries.setQueryData(
          trpc.review.mine.queryKey({ key }),
          (work) => work && withKept(work, kept, pending),
        );
        change((all) => withoutChange(all, pending.change));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== null) {
          change((all) => withRefusal(all, pending.change, refusal));
          return queries.invalidateQueries(trpc.review.mine.queryFilter({ key }));
        }
        setOffline(true);
        if (!ended) timer = setTimeout(() => setAttempt((made) => made + 1), AGAIN_MS);
      }
    };
    void send();
    const again = () => setAttempt((made) => made + 1);
    window.addEventListener("online", again);
    return () => {
      ended = true;
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
    // `change` reads what is kept when it is called.
  }, [next, attempt, key, name]); // oxlint-disable-line react-hooks/exhaustive-deps

  return {
    outbox,
    offline: offline && next !== null,
    add: (pending: PendingAnswer) => change((all) => withAnswer(all, pending)),
    drop: (id: string) => change((all) => withoutChange(all, id)),
  };
}

const withKept = (
  work: MyWork,
  kept: Pick<MyWork["mine"][number], "documentId" | "version" | "answer" | "extra">,
  { answeredAt, seconds }: PendingAnswer,
): MyWork => {
  const isNew = !work.mine.some(({ documentId }) => documentId === kept.documentId);
  const mine = [
    { ...kept, answeredAt: new Date(answeredAt), seconds },
    ...work.mine.filter(({ documentId }) => documentId !== kept.documentId),
  ];
  const counts = isNew && kept.answer.state === "answered" && !kept.extra;
  return { ...work, mine, answers: work.answers + (counts ? 1 : 0) };
};
