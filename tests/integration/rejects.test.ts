import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerRejects } from "@/server/api/answer-rejects";
import { hasRejects } from "@/server/services/corpus/find-rejects";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
  source = path.join(studio.home, "source");
  const torn = Array.from({ length: 1500 }, () => "{");
  const wrong = { ...madeRecords("w", 1)[0], id: 'quote " and, comma', qurater: [1] };
  await writeSource(source, { "c4/a.jsonl": [...madeRecords("c4", 10), wrong, ...torn] });
});
afterAll(() => studio.end());

const download = (id: string, search = ""): Promise<Response> =>
  answerRejects(new Request(`http://127.0.0.1/api/rejects/${id}${search}`), id);
const REASON = "qurater is not a list of 4 numbers";

async function expectAll(id: string): Promise<void> {
  const response = await download(id);
  expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  expect(response.headers.get("content-disposition")).toContain(`rejects-${id.slice(0, 8)}.jsonl`);
  const text = await response.text();
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(rows).toHaveLength(1501);
  expect(rows[0]).toEqual({ file: "c4/a.jsonl", line: 11, reason: REASON, id: 'quote " and, comma' });
  expect(rows[1500]).toEqual({ file: "c4/a.jsonl", line: 1511, reason: "not valid JSON", id: null });
  expect(await hasRejects({ ctx: studio.ctx, input: { id } })).toEqual({ bytes: Buffer.byteLength(text) });
  const csv = (await (await download(id, "?format=csv")).text()).split("\r\n");
  expect(csv.slice(0, 3)).toEqual([
    "file,line,reason,id",
    `"c4/a.jsonl",11,"${REASON}","quote "" and, comma"`,
    '"c4/a.jsonl",12,"not valid JSON",',
  ]);
  expect(csv).toHaveLength(1503);
}

describe("all rows an import rejected", () => {
  it("are downloaded as JSONL or CSV from the version it made", async () => {
    const id = randomUUID();
    await importFrom(studio, source, { id, maxRejects: 1 });
    await expectAll(id);
  });

  it("are downloaded from the import that failed because of them", async () => {
    const id = randomUUID();
    await expect(importFrom(studio, source, { id })).rejects.toThrow("rows were rejected");
    await expectAll(id);
  });

  it("are no list where there is none, and no path leads elsewhere", async () => {
    expect(await hasRejects({ ctx: studio.ctx, input: { id: randomUUID() } })).toBeNull();
    expect((await download(randomUUID())).status).toBe(404);
    for (const id of ["..", "../../etc/passwd", ""]) expect((await download(id)).status).toBe(400);
    expect((await download(randomUUID(), "?format=xml")).status).toBe(400);
  });
});
