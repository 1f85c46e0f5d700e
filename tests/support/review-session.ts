import { randomUUID } from "node:crypto";
import type { SessionSettings } from "@/core/review/session-settings";
import { createSession } from "@/server/services/review/create-session";
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
