"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { assignedTextOptions } from "@/components/review/use-assigned-text";
import type { AssignedDocument } from "@/server/services/review/assign-documents";

/** Documents at hand, so that a lost connection does not stop the work at once. */
const AT_HAND = 6;
const FEWEST = 4;
/** As many as the server gives. */
const MOST_AT_ONCE = 20;

/**
 * The documents that wait for this reviewer, the texts of the next ones fetched ahead.
 * @param done documents that were answered or skipped here, whether the server knows or not
 * @param unsent answers that the server does not know
 */
export function useAssigned(key: string, done: ReadonlySet<string>, unsent: number, closed: boolean) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [given, setGiven] = useState<readonly AssignedDocument[] | null>(null);
  const [exhausted, setExhausted] = useState(false);
  const { mutate, isPending, error, reset } = useMutation(
    trpc.review.assign.mutationOptions({
      onSuccess: (documents) => {
        setGiven((before) => merged(before ?? [], documents));
        setExhausted(documents.filter(({ documentId }) => !done.has(documentId)).length < FEWEST);
      },
    }),
  );
  const waiting = (given ?? []).filter(({ documentId }) => !done.has(documentId));
  // The server gives what waits for this reviewer first, answers that have not reached it included.
  const count = Math.min(MOST_AT_ONCE, AT_HAND + unsent);
  const wants = !closed && !exhausted && (given === null || waiting.length < FEWEST);
  useEffect(() => {
    if (wants && !isPending && error === null) mutate({ key, count });
  }, [wants, isPending, error, mutate, key, count]);

  const ahead = waiting
    .slice(0, FEWEST)
    .map(({ documentId }) => documentId)
    .join(" ");
  useEffect(() => {
    for (const documentId of ahead.split(" ").filter(Boolean))
      void client.prefetchInfiniteQuery(assignedTextOptions(trpc, key, documentId));
  }, [ahead, client, trpc, key]);

  return {
    waiting: given === null ? null : waiting,
    error,
    /** Asks again: others' assignments may have expired. */
    retry: () => {
      reset();
      setExhausted(false);
    },
  };
}

/** Those at hand stay in their order, new ones come after them. */
const merged = (
  before: readonly AssignedDocument[],
  more: readonly AssignedDocument[],
): readonly AssignedDocument[] => {
  const known = new Set(before.map(({ documentId }) => documentId));
  return [...before, ...more.filter(({ documentId }) => !known.has(documentId))];
};
