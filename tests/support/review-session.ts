import { randomBytes, randomUUID } from "node:crypto";
import type { Values } from "@/core/review/answer";
import type { SessionSettings } from "@/core/review/session-settings";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { createSession } from "@/server/services/review/create-session";
import { giveAnswer } from "@/server/services/review/give-answer";
import { joinSession } from "@/server/services/review/join-session";
import { exportAnswers } from "@/server/services/review/export-answers";
import { storeTexts, type TextedCorpus } from "@/tests/support/texted-corpus";
import type { TestStudio } from "@/tests/support/studio-home";

export const REVIEW_DOCUMENTS = 60;
export const REVIEW_DOMAINS = ["arxiv", "book", "c4"] as const;

/** A corpus of 9, 10 and 41 documents by domain, whose two raters mostly disagree. */
export const reviewCorpus = ({ ctx }: TestStudio): Promise<TextedCorpus> =>
  storeTexts(
    ctx,
    Array.from({ length: REVIEW_DOCUMENTS }, (_, at) => ({
      domain: REVIEW_DOMAINS[at % 7 === 0 ? 0 : at % 5 === 0 ? 1 : 2] ?? "c4",
      tokens: 10 + ((at * 37) % 90),
      scores: { word_count: at, unigram_entropy: (at * 17) % REVIEW_DOCUMENTS },
      argmax: {},
      text: `Text of ${String(at)}.`,
    })),
  );

export const SETTINGS: SessionSettings = {
  sampling: { method: "random" },
  documents: 12,
  seed: 7,
  reviewers: 2,
  leaseMinutes: 30,
  questions: [{ kind: "level", rater: "readability" }, { kind: "keep" }],
};

/** Twelve random documents, two answers each, two questions, unless said otherwise. */
export const openSession = (
  { ctx }: TestStudio,
  { versionId }: TextedCorpus,
  settings: Partial<SessionSettings> = {},
  id: string = randomUUID(),
) =>
  createSession({ ctx, input: { id, versionId, name: "Readable?", settings: { ...SETTINGS, ...settings } } });

export const sessionDocuments = ({ ctx }: TestStudio, sessionId: string) =>
  ctx.db.reviewDocument.findMany({ where: { sessionId }, orderBy: { place: "asc" } });

/**
 * Joins under a name and answers everything that is handed out, an answer a minute from midnight on.
 * @param valuesOf what is said of the document with an ordinal; `turn` counts the answers of this reviewer from 0
 * @returns the key of the reviewer
 */
export async function answerAs(
  { ctx }: TestStudio,
  sessionId: string,
  name: string,
  valuesOf: (ordinal: number, turn: number) => Values,
): Promise<string> {
  const key = randomBytes(32).toString("hex");
  await joinSession({ ctx, input: { sessionId, name, key } });
  const rows = await ctx.db.reviewDocument.findMany({ where: { sessionId } });
  const ordinals = new Map(rows.map(({ id, ordinal }) => [id, Number(ordinal)]));
  for (let turn = 0; ;) {
    const assigned = await assignDocuments({ ctx, input: { key, count: 20 } });
    if (assigned.length === 0) return key;
    for (const { documentId } of assigned) {
      const answeredAt = new Date(Date.UTC(2026, 10, 1, 0, turn));
      const values = valuesOf(ordinals.get(documentId) ?? 0, turn);
      turn += 1;
      await giveAnswer({
        ctx,
        input: {
          ...{ key, change: randomUUID(), documentId, base: 0, answeredAt, seconds: 1 },
          answer: { state: "answered", note: "", spans: [], flagged: false, values },
        },
      });
    }
  }
}
/** The bytes of an export. */
export async function exportedBytes(
  { ctx }: TestStudio,
  input: Parameters<typeof exportAnswers>[0]["input"],
): Promise<Buffer> {
  const { pieces } = await exportAnswers({ ctx, input });
  const read: Buffer[] = [];
  for await (const piece of pieces) read.push(Buffer.from(piece));
  return Buffer.concat(read);
}

export const exportedText = async (...of: Parameters<typeof exportedBytes>): Promise<string> =>
  (await exportedBytes(...of)).toString("utf8");
