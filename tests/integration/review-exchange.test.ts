import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWER_FORMATS, type AnswerFormat } from "@/core/review/answer-line";
import type { LabelStudioTask } from "@/core/review/label-studio";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import {
  answeredFour,
  exportedLines,
  HOSTILE,
  openFour,
  ORDINALS,
  readIn,
  scratchFile,
} from "@/tests/support/answered-session";
import { exportedBytes, exportedText, reviewCorpus } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

let studio: TestStudio;
let corpus: TextedCorpus;
let full: string;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
  full = await answeredFour(studio, corpus);
});
afterAll(() => studio.end());

/** An export without what names the session. */
const nameless = async (id: string, format: AnswerFormat): Promise<string> => {
  const bytes = await exportedBytes(studio, { id, format });
  if (format !== "parquet") return bytes.toString("utf8").replaceAll(id, "");
  const engine = await openDuckDb();
  try {
    const file = await scratchFile(studio, bytes);
    const rows = await engine.query(
      `SELECT to_json(COLUMNS(* EXCLUDE session))::VARCHAR FROM read_parquet(${sqlText(file)})`,
    );
    return JSON.stringify(rows);
  } finally {
    engine.close();
  }
};

describe("answers go out and come back", () => {
  it.each(ANSWER_FORMATS)(
    "as %s into a fresh copy of the session, which then exports the same",
    async (format) => {
      const file = await exportedBytes(studio, { id: full, format });
      const copy = await openFour(studio, corpus);
      expect(await readIn(studio, copy, file)).toEqual({
        added: 12,
        known: 0,
        problems: [],
        problemCount: 0,
      });
      for (const other of ANSWER_FORMATS)
        expect(await nameless(copy, other)).toBe(await nameless(full, other));
      // The same again changes nothing, there and where it came from.
      const changes = () => studio.ctx.db.answerChange.count();
      const before = await changes();
      expect(await readIn(studio, copy, file)).toMatchObject({ added: 0, known: 12, problemCount: 0 });
      expect(await readIn(studio, full, file)).toMatchObject({ added: 0, known: 12, problemCount: 0 });
      expect(await changes()).toBe(before);
    },
  );

  it("with the late ones marked as extra", async () => {
    const extra = (await exportedLines(studio, full)).filter((line) => line.extra);
    // Two count for each document; of ordinal 8, which one skipped, the third counts.
    expect(new Set(extra.map(({ ordinal, reviewer }) => `${reviewer} ${String(ordinal)}`))).toEqual(
      new Set(["Cleo 2", "Cleo 4", "Cleo 9"]),
    );
  });

  it("to Parquet with the columns of the lines, whatever was written", async () => {
    const lines = await exportedLines(studio, full);
    const file = await scratchFile(studio, await exportedBytes(studio, { id: full, format: "parquet" }));
    const engine = await openDuckDb();
    const rows = await engine.query(
      `SELECT '|' || note AS note, value, inclusion, "spans"[1]."end" AS end, flagged FROM read_parquet(${sqlText(file)})`,
    );
    const columns = await engine.query(`DESCRIBE FROM read_parquet(${sqlText(file)})`);
    engine.close();
    expect(columns.map((row) => row["column_name"])).toEqual(Object.keys(lines[0] ?? {}));
    expect(rows).toEqual(
      lines.map(({ note, value, inclusion, spans, flagged }) => ({
        note: note === null ? null : `|${note}`,
        value: value === null ? null : String(value),
        inclusion,
        end: spans[0]?.end ?? null,
        flagged,
      })),
    );
  });

  it("to Label Studio as one task a document with its text, choices, marked parts and who said so", async () => {
    const tasks = JSON.parse(
      await exportedText(studio, { id: full, format: "label-studio" }),
    ) as LabelStudioTask[];
    expect(tasks.map(({ data }) => [data.document, data.text])).toEqual(
      ORDINALS.map((ordinal) => [corpus.ids[ordinal], `Text of ${String(ordinal)}.`]),
    );
    const [ann, bo] = tasks[2]?.annotations ?? [];
    expect(ann).toEqual({
      completed_by: { email: "Ann" },
      created_at: "2026-01-01T00:08:00.000Z",
      lead_time: 1.5,
      was_cancelled: false,
      ground_truth: false,
      result: [
        {
          ...{ id: "readability", from_name: "readability", to_name: "text", type: "choices" },
          value: { choices: ["2"] },
        },
        { id: "keep", from_name: "keep", to_name: "text", type: "choices", value: { choices: ["keep"] } },
        { id: "note", from_name: "note", to_name: "text", type: "textarea", value: { text: [HOSTILE] } },
        {
          ...{ id: "span 0", from_name: "span", to_name: "text", type: "labels" },
          value: { start: 0, end: 4, text: "Text", labels: ["marked"] },
        },
        {
          ...{ id: "span 0", from_name: "span note", to_name: "text", type: "textarea" },
          value: { start: 0, end: 4, text: [HOSTILE] },
        },
        {
          ...{ id: "span 1", from_name: "span", to_name: "text", type: "labels" },
          value: { start: 5, end: 7, text: "of", labels: ["marked"] },
        },
        {
          ...{ id: "span 1", from_name: "span note", to_name: "text", type: "textarea" },
          value: { start: 5, end: 7, text: [""] },
        },
      ],
      studio: { extra: false, rubricVersion: 1 },
    });
    expect(bo).toMatchObject({
      was_cancelled: true,
      result: [{ from_name: "reason", value: { text: [HOSTILE] } }],
    });
  });
});
