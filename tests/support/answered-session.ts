import { randomBytes, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Answer } from "@/core/review/answer";
import type { AnswerLine } from "@/core/review/answer-line";
import { assignDocuments } from "@/server/services/review/assign-documents";
import { giveAnswer } from "@/server/services/review/give-answer";
import { importAnswers } from "@/server/services/review/import-answers";
import { joinSession } from "@/server/services/review/join-session";
import { exportedText, openSession } from "@/tests/support/review-session";
import type { TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

export const ORDINALS = [2, 4, 8, 9];
export const HOSTILE = '\ufeff"<script>alert(1)</script>\u202e\u2028\u2029\r\n\\u0041';

/** A session of four documents, two answers each, that nobody has answered. */
export const openFour = async (studio: TestStudio, corpus: TextedCorpus): Promise<string> =>
  (await openSession(studio, corpus, { sampling: { method: "rows", ordinals: ORDINALS }, reviewers: 2 })).id;

const answered = (readability: number, keep: "keep" | "drop", more: object = {}): Answer => ({
  ...{ state: "answered", values: { readability, keep }, note: "", spans: [], flagged: false },
  ...more,
});

/** Three reviewers: one writes notes and flags, one skips, and the third is too late for some. */
const SAYS: Readonly<Record<string, (ordinal: number) => Answer>> = {
  Ann: (ordinal) =>
    answered(ordinal % 6, "keep", {
      note: HOSTILE,
      spans: [
        { start: 0, end: 4, note: HOSTILE },
        { start: 5, end: 7, note: "" },
      ],
      flagged: ordinal === 4,
    }),
  Bo: (ordinal) => (ordinal === 8 ? { state: "skipped", reason: HOSTILE } : answered(3, "drop")),
  Cleo: () => answered(5, "keep"),
};

/** The same with twelve answers; assignments of the first two have run out when the third comes. */
export async function answeredFour(studio: TestStudio, corpus: TextedCorpus): Promise<string> {
  const { ctx } = studio;
  const id = await openFour(studio, corpus);
  const rows = await ctx.db.reviewDocument.findMany({ where: { sessionId: id } });
  const keys = new Map<string, string>();
  for (const name of Object.keys(SAYS)) {
    const key = randomBytes(32).toString("hex");
    await joinSession({ ctx, input: { sessionId: id, name, key } });
    await assignDocuments({ ctx, input: { key, count: 10 } });
    await ctx.db.assignment.updateMany({ data: { until: new Date(0) } });
    keys.set(name, key);
  }
  for (const [name, key] of keys)
    for (const row of rows) {
      const ordinal = Number(row.ordinal);
      await giveAnswer({
        ctx,
        input: {
          ...{ key, change: randomUUID(), documentId: row.id, base: 0, seconds: 1.5 },
          answer: SAYS[name]?.(ordinal) ?? { state: "withdrawn" },
          answeredAt: new Date(Date.UTC(2026, 0, 1, 0, ordinal)),
        },
      });
    }
  return id;
}

export async function scratchFile({ home }: TestStudio, content: Buffer | string): Promise<string> {
  const file = path.join(home, `${randomUUID()}.answers`);
  await writeFile(file, content);
  return file;
}

/** Reads a file with this content into a session. */
export const readIn = async (studio: TestStudio, id: string, content: Buffer | string) =>
  importAnswers({ ctx: studio.ctx, input: { id, file: await scratchFile(studio, content) } });

export const exportedLines = async (studio: TestStudio, id: string): Promise<AnswerLine[]> =>
  (await exportedText(studio, { id }))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AnswerLine);
