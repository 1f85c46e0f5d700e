import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerExport } from "@/server/api/answer-export";
import type { SqlRow } from "@/core/engine";
import type { ExportFormat } from "@/core/export-request";
import type { Listing, ListingInput } from "@/core/listing";
import { RATER_IDS } from "@/core/raters";
import { sqlText } from "@/server/duckdb/sql-literal";
import { exportDocuments } from "@/server/services/document/export";
import { filesOf, importFrom, madeRecords, sqlRows } from "@/tests/support/importing";
import { listedOrdinals } from "@/tests/support/listing-oracle";
import { listings, textedDocuments } from "@/tests/support/random-listings";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { storeTexts, type TextedCorpus, type TextedDocument } from "@/tests/support/texted-corpus";

let studio: TestStudio;
let folder: string;
beforeAll(async () => {
  studio = await testStudio();
  folder = await mkdtemp(path.join(tmpdir(), "export-"));
});
afterAll(async () => {
  await studio.end();
  await rm(folder, { recursive: true });
});

const WHOLE: ListingInput = { sort: { by: "ordinal", descending: false } };
const READERS: Record<ExportFormat, (file: string) => string> = {
  csv: (file) =>
    `read_csv(${file}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n')`,
  jsonl: (file) => `read_json(${file}, format = 'newline_delimited')`,
  parquet: (file) => `read_parquet(${file})`,
};

async function exported(
  versionId: string,
  listing: ListingInput,
  format: ExportFormat,
  text: boolean,
): Promise<{ fileName: string; bytes: Buffer }> {
  const { fileName, stream } = await exportDocuments({
    ctx: studio.ctx,
    input: { versionId, listing, format, text },
  });
  return { fileName, bytes: Buffer.from(await new Response(stream).arrayBuffer()) };
}

/** What DuckDB reads from an export, in the order of the file. */
async function readBack(bytes: Buffer, format: ExportFormat): Promise<SqlRow[]> {
  const file = path.join(folder, `back.${format}`);
  await writeFile(file, bytes);
  return sqlRows(`SELECT * FROM ${READERS[format](sqlText(file))}`);
}

/** What an export should hold of a document. */
function expectedRow(
  corpus: TextedCorpus,
  ordinal: number,
  text: boolean,
): Record<string, string | number | null> {
  const document = corpus.documents[ordinal];
  if (document === undefined) throw new Error(`no document ${String(ordinal)}`);
  const levels = [
    "advertisement",
    "fluency",
    "professionalism",
    "readability",
    "reasoning",
    "cleanliness",
  ] as const;
  return {
    id: corpus.ids[ordinal] ?? "",
    domain: document.domain,
    tokens: document.tokens,
    ...Object.fromEntries(RATER_IDS.map((rater) => [rater, document.scores[rater] ?? null])),
    ...Object.fromEntries(levels.map((rater) => [`${rater}_argmax`, document.argmax[rater] ?? null])),
    ...(text ? { text: document.text } : {}),
  };
}

/** A CSV cell as the number it is. */
const asRead = (row: SqlRow): SqlRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      ["id", "domain", "text"].includes(name) || value === null || value === ""
        ? value
        : Math.fround(Number(value)),
    ]),
  );
const single = (row: Record<string, string | number | null>): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" ? Math.fround(value) : value,
    ]),
  );

/** What a CSV reader gives for a text. */
const csvRead = (text: string): string | null =>
  text === "" ? null : /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;

const plain = (text: string, tokens: number): TextedDocument => ({
  domain: "c4",
  tokens,
  scores: { word_count: tokens / 3 },
  argmax: {},
  text,
});

describe("an export", () => {
  it.each<ExportFormat>(["jsonl", "parquet", "csv"])(
    "as %s is what a parser reads back, in the order of the listing",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(textedDocuments, fc.nat(), fc.boolean(), async (given, seed, text) => {
          // DuckDB's reader of CSV takes no null byte, and JSON's gives a text without its byte order mark.
          const documents = given.map((one) => ({ ...one, text: one.text.replaceAll(/[\0\ufeff]/g, "") }));
          const corpus = await storeTexts(studio.ctx, documents);
          const [listing] = fc.sample(listings(corpus), { numRuns: 1, seed }) as [Listing];
          const { bytes } = await exported(corpus.versionId, listing, format, text);
          const expected = listedOrdinals(corpus, listing).map((ordinal) =>
            expectedRow(corpus, ordinal, text),
          );
          const isEmpty = format === "jsonl" && expected.length === 0;
          if (isEmpty) expect(bytes).toHaveLength(0);
          if (isEmpty) return;
          const rows = (await readBack(bytes, format)).map(asRead);
          const wanted = expected.map(single).map((row) => {
            if (format !== "csv" || row["text"] === undefined) return row;
            return { ...row, text: csvRead(String(row["text"])) };
          });
          expect(rows).toEqual(wanted);
        }),
        { numRuns: 12 },
      );
    },
  );

  it("as CSV follows RFC 4180, keeps numbers numbers and texts texts", async () => {
    const corpus = await storeTexts(studio.ctx, [
      plain('=SUM(1,2) "x"\r\nnext', 1),
      plain("-5", 2),
      plain("", 3),
    ]);
    const { bytes, fileName } = await exported(corpus.versionId, WHOLE, "csv", true);
    const lines = bytes.toString("utf8").split("\r\n");
    expect(lines[0]).toMatch(/^id,domain,tokens,unigram_entropy,.*,cleanliness_argmax,text$/);
    expect(lines[1]).toMatch(/^doc-000000,c4,1,,,,,,0\.33333334,.*,"'=SUM\(1,2\) ""x""$/);
    expect(lines[2]).toBe('next"');
    expect(lines[3]).toMatch(/,'-5$/);
    expect(lines.at(-1)).toBe("");
    expect(fileName).toMatch(/^texted [0-9a-f-]+ v1, 3 of 3 documents\.csv$/);
  });

  it("keeps null bytes and byte order marks in JSONL and Parquet", async () => {
    const odd = "\ufeffa\0b\u202e🐋";
    const corpus = await storeTexts(studio.ctx, [plain(odd, 1)]);
    const json: unknown = JSON.parse(
      (await exported(corpus.versionId, WHOLE, "jsonl", true)).bytes.toString("utf8"),
    );
    expect(json).toMatchObject({ text: odd });
    await writeFile(
      path.join(folder, "odd.parquet"),
      (await exported(corpus.versionId, WHOLE, "parquet", true)).bytes,
    );
    const [row] = await sqlRows(
      `SELECT hex(encode(text)) AS text FROM read_parquet(${sqlText(path.join(folder, "odd.parquet"))})`,
    );
    expect(row?.["text"]).toBe(Buffer.from(odd).toString("hex").toUpperCase());
  });

  it("searches by itself where the listing needs it", async () => {
    const corpus = await storeTexts(studio.ctx, [plain("one fish", 1), plain("two", 2), plain("FISH", 3)]);
    const listing: ListingInput = { sort: { by: "tokens", descending: true }, search: "fish" };
    const { bytes, fileName } = await exported(corpus.versionId, listing, "jsonl", false);
    const ids = bytes
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(["doc-000002", "doc-000000"]);
    expect(fileName).toContain("2 of 3");
  });

  it.each<ExportFormat>(["csv", "parquet"])(
    "as %s makes no more than is taken, and ends with the download",
    async (format) => {
      const corpus = await storeTexts(
        studio.ctx,
        Array.from({ length: 3000 }, (_, at) => plain("word ".repeat(200), at)),
      );
      const { stream } = await exportDocuments({
        ctx: studio.ctx,
        input: { versionId: corpus.versionId, listing: WHOLE, format, text: true },
      });
      const scratch = path.join(studio.home, "tmp");
      const leftOvers = async (): Promise<string[]> =>
        (await readdir(scratch)).filter((name) => name.startsWith("export-"));
      expect(await leftOvers()).toEqual([]);
      const reader = stream.getReader();
      const first = await reader.read();
      expect(first.value?.length).toBeLessThan(200_000);
      expect(await leftOvers()).not.toEqual([]);
      await reader.cancel();
      expect(await leftOvers()).toEqual([]);
    },
  );

  it("as JSONL with texts is imported again to the same documents, but for logits", async () => {
    const source = path.join(folder, "source");
    await writeSource(source, {
      "c4/a.jsonl": madeRecords("c4", 40),
      "book/b.jsonl": madeRecords("book", 9),
    });
    const first = await importFrom(studio, source);
    const { bytes } = await exported(first.versionId, WHOLE, "jsonl", true);
    const again = path.join(folder, "again");
    await mkdir(again);
    await writeFile(path.join(again, "export.jsonl"), bytes);
    const second = await importFrom(studio, again, {
      mapping: { text: "text", domain: "domain", tokens: "tokens" },
    });
    const [before, after] = await Promise.all(
      [first, second].map((corpus) => filesOf(studio, corpus).scores()),
    );
    const kept = (row: SqlRow): SqlRow =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !/_argmax$|^part$|^inclusion$/.test(name)));
    expect(after?.map(kept)).toEqual(before?.map(kept));
    const [texts, textsAgain] = await Promise.all(
      [first, second].map((corpus) => filesOf(studio, corpus).texts()),
    );
    expect(textsAgain).toEqual(texts);
  });
});

describe("POST /api/export", () => {
  const post = (body: BodyInit | FormData): Promise<Response> =>
    answerExport(new Request("http://127.0.0.1/api/export", { method: "POST", body }));
  const form = (request: unknown): FormData => {
    const made = new FormData();
    made.set("request", typeof request === "string" ? request : JSON.stringify(request));
    return made;
  };

  it("answers a form with a download", async () => {
    const corpus = await storeTexts(studio.ctx, [plain("a", 1), plain("b", 2)]);
    const response = await post(
      form({ versionId: corpus.versionId, listing: { ...WHOLE, only: [1] }, format: "csv", text: false }),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("Content-Disposition")).toMatch(
      /^attachment; filename="texted .* v1, 1 of 2 documents\.csv"; /,
    );
    expect((await response.text()).split("\r\n")).toHaveLength(3);
  });

  it("answers what it cannot do with the reason and a way out", async () => {
    const answers = await Promise.all([
      post("request={"),
      post(form("{")),
      post(form({ versionId: "none", listing: WHOLE, format: "csv", text: false })),
      post(form({ versionId: "none", listing: WHOLE, format: "xlsx", text: false })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 400]);
    expect(await answers[2]?.json()).toMatchObject({
      code: "not-found",
      way: "Choose a corpus from the list.",
    });
  });
});
