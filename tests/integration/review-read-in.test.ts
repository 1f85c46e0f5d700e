import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SENT_BYTES } from "@/core/review/answer-line";
import { answerAnswers } from "@/server/api/answer-answers";
import { reviewCommand } from "@/server/cli/review-command";
import { changeSession } from "@/server/services/review/change-session";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { createSession } from "@/server/services/review/create-session";
import { findSession } from "@/server/services/review/find-session";
import { importAnswers } from "@/server/services/review/import-answers";
import { answeredFour, exportedLines, openFour, ORDINALS, readIn } from "@/tests/support/answered-session";
import { exportedBytes, exportedText, reviewCorpus, SETTINGS } from "@/tests/support/review-session";
import { ON_POSTGRESQL } from "@/tests/support/test-database";
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

/** Has the database refuse to write a history. */
const BREAKING = ON_POSTGRESQL
  ? [
      "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken on purpose'; END $$",
      `CREATE TRIGGER broken BEFORE INSERT ON "AnswerChange" FOR EACH ROW WHEN (NEW.number = 1) EXECUTE FUNCTION break()`,
    ]
  : [
      `CREATE TRIGGER broken BEFORE INSERT ON "AnswerChange" WHEN NEW.number = 1
       BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END`,
    ];

describe("reading answers in", () => {
  it("leaves what stands and says which answers differ from it", async () => {
    const lines = await exportedLines(studio, full);
    const changed = lines.map((line) =>
      line.reviewer === "Bo" && line.ordinal === 2 && line.question === "keep"
        ? { ...line, value: "keep" }
        : line,
    );
    const before = await exportedText(studio, { id: full });
    expect(await readIn(studio, full, changed.map((line) => JSON.stringify(line)).join("\n"))).toEqual({
      added: 0,
      known: 11,
      problems: [
        {
          where: "line 3",
          document: corpus.ids[2],
          reviewer: "Bo",
          reason: "Another answer of this reviewer stands there; it stays.",
        },
      ],
      problemCount: 1,
    });
    expect(await exportedText(studio, { id: full })).toBe(before);
  });

  it("keeps what can be kept and says of every other line why not", async () => {
    const id = await openFour(studio, corpus);
    const [first] = await exportedLines(studio, full);
    const line = (change: object): string => JSON.stringify({ ...first, reviewer: "Dee", ...change });
    const document = (ordinal: number) => ({ document: corpus.ids[ordinal] });
    const { added, known, problems } = await readIn(
      studio,
      id,
      [
        line({ question: "readability", value: 4 }),
        line({ question: "keep", value: "drop" }),
        "{ no JSON",
        line({ ...document(4), question: "taste", value: 1 }),
        line({ ...document(8), question: "readability", value: 6 }),
        line({ ...document(8), question: "keep", value: "keep" }),
        line({ ...document(30), question: "readability", value: 1 }),
        line({ ...document(30), question: "keep", value: "keep" }),
        line({ ...document(9), question: "keep", value: "keep" }),
        line({ ...document(9), question: "keep", value: "drop" }),
        line({ state: "approved" }),
        line({ answeredAt: "yesterday" }),
      ].join("\n"),
    );
    expect([added, known]).toEqual([1, 0]);
    expect(problems.map(({ where, reason }) => [where, reason])).toEqual([
      ["line 3", "It is no JSON."],
      ["line 10", '"keep" is answered twice. Nothing of this answer is read.'],
      ["line 11", "A ruling is no reviewer's answer; documents are settled under Adjudicate."],
      ["line 12", expect.stringMatching(/^"answeredAt": /) as string],
      ["line 4", 'The session does not ask "taste".'],
      ["line 5", '6 is no answer to "readability".'],
      ["line 7", "The session has no such document."],
    ]);
    expect(await exportedLines(studio, id)).toMatchObject([
      { reviewer: "Dee", question: "readability", value: 4 },
      { reviewer: "Dee", question: "keep", value: "drop" },
    ]);
  });

  it("keeps what a closed session reads in as extra", async () => {
    const id = await openFour(studio, corpus);
    await changeSession({ ctx: studio.ctx, input: { id, change: "close" } });
    const file = await exportedBytes(studio, { id: full, format: "jsonl" });
    expect(await readIn(studio, id, file)).toMatchObject({ added: 12, problemCount: 0 });
    const rows = await studio.ctx.db.reviewAnswer.findMany({ where: { document: { sessionId: id } } });
    expect(rows.map(({ extra }) => extra)).toEqual(Array.from({ length: 12 }, () => true));
    expect((await findSession(studio.ctx, id)).answers).toBe(0);
  });

  it("takes ratings and the numbers of annotators from Label Studio's own export", async () => {
    const id = await openFour(studio, corpus);
    const task = {
      id: 7,
      data: { document: corpus.ids[2], text: "…" },
      annotations: [
        {
          ...{ id: 1, completed_by: 12, created_at: "2026-03-09T22:16:08.728353Z", lead_time: 4.288 },
          ...{ was_cancelled: false, ground_truth: false, result_count: 2 },
          result: [
            { id: "a", from_name: "readability", to_name: "text", type: "rating", value: { rating: 4 } },
            { id: "b", from_name: "keep", to_name: "text", type: "choices", value: { choices: ["drop"] } },
          ],
        },
      ],
      predictions: [{ result: [] }],
    };
    expect(await readIn(studio, id, JSON.stringify([task, 5]))).toMatchObject({
      added: 1,
      problems: [{ where: "task 2", document: null }],
    });
    expect(await exportedLines(studio, id)).toMatchObject([
      { reviewer: "Annotator 12", value: 4, seconds: 4.288, answeredAt: "2026-03-09T22:16:08.728Z" },
      { reviewer: "Annotator 12", value: "drop" },
    ]);
  });

  it("leaves nothing behind when the database fails in the middle", async () => {
    const id = await openFour(studio, corpus);
    const file = await exportedBytes(studio, { id: full, format: "jsonl" });
    const { db } = studio.ctx;
    for (const statement of BREAKING) await db.$executeRawUnsafe(statement);
    try {
      await expect(readIn(studio, id, file)).rejects.toThrow("answerChange.createMany");
    } finally {
      await db.$executeRawUnsafe(`DROP TRIGGER broken${ON_POSTGRESQL ? ' ON "AnswerChange"' : ""}`);
    }
    expect(await db.reviewer.count({ where: { sessionId: id } })).toBe(0);
    expect(await exportedText(studio, { id })).toBe("");
    expect(await readIn(studio, id, file)).toMatchObject({ added: 12, problemCount: 0 });
  });

  it("takes a file over HTTP up to a size", async () => {
    const id = await openFour(studio, corpus);
    const send = async (body: Buffer): Promise<[number, unknown]> => {
      const request = new Request("http://127.0.0.1/", { method: "POST", body: new Uint8Array(body) });
      const response = await answerAnswers(request, id);
      return [response.status, await response.json()];
    };
    expect(await send(Buffer.alloc(SENT_BYTES + 1, " "))).toMatchObject([
      400,
      { code: "invalid-input", message: "The file has more than 8000000 bytes." },
    ]);
    expect(await send(await exportedBytes(studio, { id: full, format: "parquet" }))).toEqual([
      200,
      { added: 12, known: 0, problems: [], problemCount: 0 },
    ]);
  });

  it("works from a terminal, by the name of the session", async () => {
    await openFour(studio, corpus);
    const id = randomUUID();
    const rows = { sampling: { method: "rows", ordinals: ORDINALS } } as const;
    const { versionId } = corpus;
    const settings = { ...SETTINGS, ...rows };
    await createSession({ ctx: studio.ctx, input: { id, versionId, name: "By terminal", settings } });
    const terminal = { ctx: studio.ctx, signal: new AbortController().signal, progress: () => undefined };
    const out = path.join(studio.home, "out.json");
    await reviewCommand.run(terminal, ["export", full, "--out", out, "--format", "label-studio"]);
    const { json, lines } = await reviewCommand.run(terminal, ["import", "By terminal", out]);
    expect(json).toMatchObject({ added: 12, problemCount: 0 });
    expect(lines).toEqual(["12 answers added, 0 there already, 0 problems."]);
    await expect(reviewCommand.run(terminal, ["export", "Readable?", "--out", out])).rejects.toThrow(
      'Several sessions are called "Readable?".',
    );
    await expect(reviewCommand.run(terminal, ["import", "Nobody's", out])).rejects.toThrow(
      'There is no review session "Nobody\'s".',
    );
  });

  it("gets from a terminal a whole file, or leaves the one that stood there", async () => {
    const folder = path.join(studio.home, randomUUID());
    const out = path.join(folder, "out.jsonl");
    const write = (signal: AbortSignal) =>
      reviewCommand.run({ ctx: studio.ctx, signal, progress: () => undefined }, [
        ...["export", full, "--out", out],
      ]);
    await mkdir(folder);
    await writeFile(out, "stands");
    await expect(write(AbortSignal.abort())).rejects.toThrow();
    expect(await readFile(out, "utf8")).toBe("stands");
    await write(new AbortController().signal);
    expect(await readFile(out, "utf8")).toBe(await exportedText(studio, { id: full }));
    expect(await readdir(folder)).toEqual(["out.jsonl"]);
  });

  it("refuses Parquet that says too much, however small it is", async () => {
    const id = await openFour(studio, corpus);
    const refused = async (sql: string, message: string): Promise<void> => {
      const file = path.join(studio.home, `${randomUUID()}.parquet`);
      const engine = await openDuckDb();
      await engine.run(`COPY (${sql}) TO ${sqlText(file)} (FORMAT parquet)`);
      engine.close();
      expect((await stat(file)).size).toBeLessThan(SENT_BYTES);
      await expect(importAnswers({ ctx: studio.ctx, input: { id, file } })).rejects.toThrow(message);
    };
    await refused("SELECT 1 AS line FROM range(100001)", "has 100001 rows; 100000 are read at most");
    await refused(
      "SELECT repeat('x', 20000) AS note FROM range(15000)",
      "bytes, unpacked; 256000000 are read at most",
    );
  });

  it("refuses a file that is cut off", async () => {
    const id = await openFour(studio, corpus);
    const whole = await exportedBytes(studio, { id: full, format: "parquet" });
    await expect(readIn(studio, id, whole.subarray(0, 500))).rejects.toMatchObject({ code: "invalid-input" });
    const tasks = await exportedText(studio, { id: full, format: "label-studio" });
    await expect(readIn(studio, id, tasks.slice(0, 500))).rejects.toMatchObject({ code: "invalid-input" });
    expect(await exportedText(studio, { id })).toBe("");
  });
});
