import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { getCorpus } from "@/server/services/corpus/get";
import { requestImport } from "@/server/services/corpus/request-import";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { filesOf, importFrom, madeRecords, sqlRows } from "@/tests/support/importing";
import type { ImportCorpus, ImportResult } from "@/server/services/corpus/import";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(async () => {
  source = await mkdtemp(path.join(tmpdir(), "source-"));
  return () => rm(source, { recursive: true });
});

const run = (
  input: Partial<ImportCorpus["input"]> = {},
  more: Partial<ImportCorpus> = {},
): Promise<ImportResult> => importFrom(studio, source, input, more);
const file = (result: ImportResult, name: string): string => filesOf(studio, result).file(name);
const scores = (result: ImportResult): Promise<SqlRow[]> => filesOf(studio, result).scores();
const texts = (result: ImportResult): Promise<SqlRow[]> => filesOf(studio, result).texts();

describe("the validation set", () => {
  it("held out by hash is never selectable and the same however the rows lie", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("held", 1000) });
    const result = await run({ holdout: 0.1 });
    expect(result.documents + result.validationDocuments).toBe(1000);
    expect(Math.abs(result.validationDocuments - 100)).toBeLessThan(40);
    const held = await sqlRows(`SELECT * FROM '${file(result, "validation.parquet")}'`);
    const chosen = new Set((await scores(result)).map((row) => row["doc_id"]));
    expect(held).toHaveLength(result.validationDocuments);
    expect(held.filter((row) => chosen.has(row["doc_id"] ?? null))).toEqual([]);
    expect((await texts(result)).length).toBe(result.documents);
    expect(held.reduce((sum, row) => sum + Number(row["tokens"]), 0)).toBe(result.validationTokens);
    expect(held[0]?.["text"]).toBe(
      madeRecords("held", 1000).find((row) => row["id"] === held[0]?.["doc_id"])?.["content"],
    );
    const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: result.corpusId } });
    expect(statistics.raters.word_count?.value.n).toBe(result.documents);
  });

  it("of its own file needs no scores, may name domains, and its ids are nobody else's", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("own", 100) });
    const apart = path.join(source, "validation.jsonl");
    await writeFile(
      apart,
      `{"id":"v1","content":"one","domain":"book"}\n{"id":"v2","content":"two"}\n{"id":"own-0003","content":"three"}\n`,
    );
    const result = await run({ validationPath: apart });
    expect(result).toMatchObject({ documents: 99, validationDocuments: 3, rejected: 1 });
    expect(await sqlRows(`SELECT doc_id, domain, text FROM '${file(result, "validation.parquet")}'`)).toEqual(
      [
        { doc_id: "own-0003", domain: "validation", text: "three" },
        { doc_id: "v1", domain: "book", text: "one" },
        { doc_id: "v2", domain: "validation", text: "two" },
      ],
    );
  });

  it.each([
    ["folder", { "__proto__/a.jsonl": madeRecords("c", 2) }],
    ["row", { "a.jsonl": madeRecords("c", 2).map((row) => ({ ...row, domain: "__proto__" })) }],
  ])("refuse a %s that names a domain as no answer could", async (_, files) => {
    await writeSource(source, files);
    await expect(run()).rejects.toMatchObject({
      code: "invalid-input",
      message: "A domain is called __proto__, a name that answers and pages cannot carry.",
    });
  });

  it("must leave something to select", async () => {
    await writeSource(source, { "c4/a.jsonl": madeRecords("none", 1) });
    const apart = path.join(source, "validation.jsonl");
    await writeFile(apart, `{"id":"none-0000","content":"one"}\n`);
    await expect(run({ validationPath: apart, maxRejects: 1 })).rejects.toThrow("none is left to select");
  });
});

describe("where an import may read", () => {
  it("is told before anything is queued, and links do not lead out of it", async () => {
    await writeSource(source, {
      "in/c4/a.jsonl": madeRecords("root", 10),
      "out/b.jsonl": madeRecords("out", 10),
    });
    const roots = [path.join(source, "in")];
    await symlink(path.join(source, "out"), path.join(source, "in", "c4", "link"));
    await expect(run({ path: path.join(source, "out") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(run({ path: path.join(source, "gone") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(run({ path: path.join(source, "in") }, { roots })).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("link"),
    });
    expect(await run({ path: path.join(source, "in") })).toMatchObject({ documents: 20 });
    await symlink(path.join(source, "in"), path.join(source, "in", "c4", "loop"));
    await expect(run({ path: path.join(source, "in") })).rejects.toThrow("folder that holds it");
    const queued = (): Promise<number> => studio.ctx.db.job.count();
    const before = await queued();
    await expect(
      requestImport({ ctx: studio.ctx, input: { id: randomUUID(), path: "/proc/self", name: "n" } }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await queued()).toBe(before);
  });

  it("is unlimited for the terminal, but the path has to exist", async () => {
    await expect(run({ path: path.join(source, "gone") })).rejects.toMatchObject({ code: "not-found" });
  });

  it("queues one job however often it is asked", async () => {
    await mkdir(path.join(studio.home, "src"), { recursive: true });
    const input = { id: randomUUID(), path: path.join(studio.home, "src"), name: "queued" };
    expect(await requestImport({ ctx: studio.ctx, input })).toEqual({ jobId: input.id });
    expect(await requestImport({ ctx: studio.ctx, input })).toEqual({ jobId: input.id });
    expect(await studio.ctx.db.job.findUnique({ where: { id: input.id } })).toMatchObject({
      kind: "import-corpus",
      state: "queued",
    });
  });
});

describe("gzip files", () => {
  it("give the same corpus", async () => {
    const lines = madeRecords("zip", 30)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join("");
    await writeSource(source, { "a/c4/a.jsonl": Buffer.from(lines), "b/c4/a.jsonl.gz": gzipSync(lines) });
    const [plain, zipped] = [
      await run({ path: path.join(source, "a") }),
      await run({ path: path.join(source, "b") }),
    ];
    expect(zipped.fingerprint).toBe(plain.fingerprint);
  });
});
