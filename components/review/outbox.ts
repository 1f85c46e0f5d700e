import { z } from "zod";
import { answerSchema } from "@/core/review/answer";

/** An answer that was given here and that the server has not confirmed yet. */
const pendingSchema = z.object({
  change: z.uuid(),
  documentId: z.string(),
  base: z.number().int().nonnegative(),
  answer: answerSchema,
  answeredAt: z.iso.datetime(),
  seconds: z.number().nullable(),
  /** Why the server refused it; null while it has not. */
  refusal: z.string().nullable(),
});
export type PendingAnswer = z.output<typeof pendingSchema>;

/** What is kept in the browser for a session, oldest first; what cannot be read is none. */
export function readOutbox(text: string | null): readonly PendingAnswer[] {
  try {
    return z.array(pendingSchema).parse(JSON.parse(text ?? "[]"));
  } catch {
    return [];
  }
}

export const withAnswer = (
  outbox: readonly PendingAnswer[],
  pending: PendingAnswer,
): readonly PendingAnswer[] => [...outbox, pending];

export const withoutChange = (outbox: readonly PendingAnswer[], change: string): readonly PendingAnswer[] =>
  outbox.filter((pending) => pending.change !== change);

export const withRefusal = (
  outbox: readonly PendingAnswer[],
  change: string,
  refusal: string,
): readonly PendingAnswer[] =>
  outbox.map((pending) => (pending.change === change ? { ...pending, refusal } : pending));

/** The next answer to send: the oldest whose document has none before it that was refused. */
export function nextToSend(outbox: readonly PendingAnswer[]): PendingAnswer | null {
  const stuck = new Set<string>();
  for (const pending of outbox) {
    if (pending.refusal !== null) stuck.add(pending.documentId);
    else if (!stuck.has(pending.documentId)) return pending;
  }
  return null;
}

/** Version of a document's answer once everything that waits has arrived. @param known version that the server confirmed */
export const versionAfter = (outbox: readonly PendingAnswer[], documentId: string, known: number): number =>
  outbox.reduce(
    (version, pending) => (pending.documentId === documentId ? Math.max(version, pending.base + 1) : version),
    known,
  );
