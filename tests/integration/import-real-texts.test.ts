import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesOf, importFrom, sqlRows } from "@/tests/support/importing";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const DOCUMENTS = path.resolve(import.meta.dirname, "..", "..", "..", "shared", "data", "documents.jsonl.gz");
const EVERY = 5;
const present = existsSync(DOCUMENTS);
if (!present) console.log(`skipped: real texts are not imported because ${DOCUMENTS} is not there`);

interface RealDocument {
  readonly id: string;
  readonly text: string;
  readonly domain: string;
}

describe.skipIf(!present)("real texts with made-up scores", () => {
  let studio: TestStudio;
  let source: string;
  let documents: RealDocument[];

  beforeAll(async () => {
    studio = await testStudio();
    source = await mkdtemp(path.join(tmpdir(), "real-"));
    const lines = gunzipSync(await readFile(DOCUMENTS))
      .toString("utf8")
      .trim()
      .split("\n");
    documents = lines.filter((_, at) => at % EVERY === 0).map((line) => JSON.parse(line) as RealDocument);
    const files = new Map<string, object[]>();
    documents.forEach(({ id, text, domain }, at) => {
      const name = `${domain}/part-${domain}-${String(at % 2).padStart(6, "0")}.jsonl`;
      files.set(name, [...(files.get(name) ?? []), madeRecord(id, text, at)]);
    });
    await writeSource(source, Object.fromEntries(files));
  });
  afterAll(async () => {
    await studio.end();
    await rm(source, { recursive: true });
  });

  it("come back byte for byte, in row groups of at most 4 MB", async () => {
    expect(documents.length).toBeGreaterThan(1400);
    const result = await importFrom(studio, source, { maxRejects: 0 });
    expect(result).toMatchObject({ documents: documents.length, rejected: 0, missing: 0 });
    const { file, texts, scores } = filesOf(studio, result);
    const byBytes = [...documents].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    const read = await texts();
    byBytes.forEach(({ id, text }, at) => {
      expect(read[at]?.["doc_id"]).toBe(id);
      expect(Buffer.from(String(read[at]?.["text"])).equals(Buffer.from(text)), id).toBe(true);
    });
    expect((await scores()).map((row) => row["doc_id"])).toEqual(byBytes.map(({ id }) => id));
    const groups = await sqlRows(
      `SELECT row_group_num_rows AS n, total_uncompressed_size AS bytes FROM parquet_metadata('${file("text/*.parquet")}') WHERE path_in_schema = 'text'`,
    );
    const large = groups.filter((group) => Number(group["bytes"]) > 4_000_000);
    expect(groups.length).toBeGreaterThan(3);
    expect(large.every((group) => Number(group["n"]) <= 2)).toBe(true);
  });
});
