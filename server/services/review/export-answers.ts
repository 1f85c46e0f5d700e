import { z } from "zod";
import type { Values } from "@/core/review/answer";
import { questionId } from "@/core/review/question";
import { RUBRIC_VERSION } from "@/core/review/rubrics";
import type { Context } from "@/server/services/context";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { loadRulings, type LoadedRuling } from "@/server/services/review/load-rulings";
import { loadAnswers, type LoadedAnswer } from "@/server/services/review/load-answers";

export const exportAnswersInput = z.strictObject({
  id: z.string().min(1),
  /** Nothing but what an adjudicator has settled. */
  approved: z.boolean().default(false),
});

/** A line of the export: one answer to one question, or a document that was skipped. */
interface ExportedLine {
  readonly session: string;
  readonly fingerprint: string;
  readonly document: string;
  readonly ordinal: number;
  readonly domain: string;
  /** Probability with which the draw took the document; null where none is defined. */
  readonly inclusion: number | null;
  /** Who answered; whoever settled it for an approved one. */
  readonly reviewer: string;
  readonly state: "answered" | "skipped" | "withdrawn" | "approved";
  readonly question: string | null;
  readonly value: number | string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly note: string }[];
  readonly flagged: boolean;
  /** Came when the document had all its answers already. */
  readonly extra: boolean;
  readonly rubricVersion: number;
  readonly answeredAt: string;
  readonly seconds: number | null;
}

/** All answers of a session in long form, one JSON object a line. @throws StudioError `not-found` */
export async function exportAnswers({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof exportAnswersInput>;
}): Promise<{ readonly name: string; readonly text: string }> {
  const { id, approved } = parseInput(exportAnswersInput, input);
  const session = await findSession(ctx, id);
  const answers = approved ? [] : await loadAnswers(ctx, id);
  const rulings = approved ? await loadRulings(ctx, id) : [];
  const { fingerprint, ids } = await idsOf(ctx, session.corpus.versionId, [
    ...new Set([...answers, ...rulings].map(({ ordinal }) => ordinal)),
  ]);
  const questions = session.settings.questions.map(questionId);
  const of = { id, fingerprint, ids, questions };
  const lines = [
    ...answers.flatMap((given) => linesOf(given, of)),
    ...rulings.flatMap((ruling) => approvedLines(ruling, of)),
  ];
  const name = `${session.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "review"}${approved ? "-approved" : ""}.jsonl`;
  return { name: encodeURIComponent(name), text: lines.map((line) => `${JSON.stringify(line)}\n`).join("") };
}

interface Of {
  readonly id: string;
  readonly fingerprint: string;
  readonly ids: ReadonlyMap<number, string>;
  /** In the order they are asked; no database keeps that of an object. */
  readonly questions: readonly string[];
}

/** Values with their questions, in the order these are asked. */
const inOrder = (questions: readonly string[], values: Values): [string, number | string][] =>
  questions.flatMap((question) => {
    const value = values[question];
    return value === undefined ? [] : [[question, value]];
  });

/** One line for each question that was answered. */
function linesOf(given: LoadedAnswer, { id, fingerprint, ids, questions }: Of): ExportedLine[] {
  const { answer, ordinal, domain, inclusion, reviewer, extra, rubricVersion, seconds } = given;
  const answered = answer.state === "answered" ? answer : null;
  const line: ExportedLine = {
    session: id,
    fingerprint,
    document: ids.get(ordinal) ?? "",
    ordinal,
    domain,
    inclusion,
    reviewer,
    state: answer.state,
    question: null,
    value: null,
    reason: answer.state === "skipped" ? answer.reason : null,
    note: answered === null || answered.note === "" ? null : answered.note,
    spans: answered?.spans ?? [],
    flagged: answered?.flagged ?? false,
    extra,
    rubricVersion,
    answeredAt: given.answeredAt.toISOString(),
    seconds,
  };
  if (answered === null) return [line];
  return inOrder(questions, answered.values).map(([question, value]) => ({ ...line, question, value }));
}

/** One line for each question that was settled. */
const approvedLines = (ruling: LoadedRuling, { id, fingerprint, ids, questions }: Of): ExportedLine[] =>
  inOrder(questions, ruling.values).map(([question, value]) => ({
    session: id,
    fingerprint,
    document: ids.get(ruling.ordinal) ?? "",
    ordinal: ruling.ordinal,
    domain: ruling.domain,
    inclusion: ruling.inclusion,
    reviewer: ruling.ruledBy,
    state: "approved",
    question,
    value,
    reason: null,
    note: null,
    spans: [],
    flagged: false,
    extra: false,
    rubricVersion: RUBRIC_VERSION,
    answeredAt: ruling.ruledAt.toISOString(),
    seconds: null,
  }));

async function idsOf(
  ctx: Context,
  versionId: string,
  ordinals: readonly number[],
): Promise<{ readonly fingerprint: string; readonly ids: ReadonlyMap<number, string> }> {
  return withDocuments(ctx, versionId, async ({ engine, table, corpus }) => {
    if (ordinals.length === 0) return { fingerprint: corpus.fingerprint, ids: new Map() };
    const rows = await engine.query(
      `SELECT ordinal, ${keepText("doc_id")} AS doc_id FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
    );
    const ids = new Map(rows.map((row) => [Number(row["ordinal"]), keptText(row["doc_id"])]));
    return { fingerprint: corpus.fingerprint, ids };
  });
}
