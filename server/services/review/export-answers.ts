import { z } from "zod";
import { ANSWER_FORMATS, type AnswerFormat, type AnswerLine } from "@/core/review/answer-line";
import type { Context } from "@/server/services/context";
import { jsonLines } from "@/server/services/objects-parquet";
import { parseInput } from "@/server/services/parse-input";
import { answerLines } from "@/server/services/review/answer-lines";
import { findSession } from "@/server/services/review/find-session";
import { labelStudioPieces } from "@/server/services/review/label-studio-pieces";
import { linesParquet } from "@/server/services/review/lines-parquet";
import type { SessionSummary } from "@/server/services/review/session-summary";

export const exportAnswersInput = z.strictObject({
  id: z.string().min(1),
  /** Nothing but what an adjudicator has settled. */
  approved: z.boolean().default(false),
  format: z.enum(ANSWER_FORMATS).default("jsonl"),
});

export interface AnswersExport {
  readonly fileName: string;
  readonly contentType: string;
  /** Makes the file as it is read. */
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

const TYPES: Readonly<Record<AnswerFormat, { readonly ending: string; readonly contentType: string }>> = {
  jsonl: { ending: "jsonl", contentType: "application/x-ndjson; charset=utf-8" },
  parquet: { ending: "parquet", contentType: "application/vnd.apache.parquet" },
  "label-studio": { ending: "label-studio.json", contentType: "application/json; charset=utf-8" },
};

/** All answers of a session as a file. @throws StudioError `not-found`; what fails later fails the pieces */
export async function exportAnswers({
  ctx,
  input,
  signal = new AbortController().signal,
}: {
  ctx: Context;
  input: z.input<typeof exportAnswersInput>;
  signal?: AbortSignal;
}): Promise<AnswersExport> {
  const { id, approved, format } = parseInput(exportAnswersInput, input);
  const session = await findSession(ctx, id);
  const lines = await answerLines(ctx, session, approved);
  const { ending, contentType } = TYPES[format];
  return {
    fileName: `${plainName(session.name)}${approved ? "-approved" : ""}.${ending}`,
    contentType,
    pieces: piecesOf(format, lines, { ctx, session, signal }),
  };
}

const plainName = (name: string): string =>
  name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "review";

interface Exported {
  readonly ctx: Context;
  readonly session: SessionSummary;
  readonly signal: AbortSignal;
}

async function* piecesOf(
  format: AnswerFormat,
  lines: readonly AnswerLine[],
  { ctx, session, signal }: Exported,
): AsyncGenerator<string | Uint8Array> {
  if (format === "parquet") yield* linesParquet(lines, ctx.home, signal);
  else if (format === "label-studio") yield* labelStudioPieces(ctx, session.corpus.versionId, lines);
  else yield* jsonLines(lines);
}
