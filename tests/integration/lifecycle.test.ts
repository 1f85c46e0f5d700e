import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archiveCorpus } from "@/server/services/corpus/archive";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import { listCorpora } from "@/server/services/corpus/list";
import { listArchived } from "@/server/services/corpus/list-archived";
import { listVersions } from "@/server/services/corpus/list-versions";
import { planRemoval } from "@/server/services/corpus/plan-removal";
import { removeCorpus } from "@/server/services/corpus/remove";
import { restoreCorpus } from "@/server/services/corpus/restore";
import type { ImportResult } from "@/server/services/corpus/import";
import { pageDocuments } from "@/server/services/document/page";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { getSelection } from "@/server/services/selection/get";
import { corpusPath } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let sources: string;
beforeAll(async () => {
  studio = await testStudio();
  sources = await mkdtemp(path.join(tmpdir(), "lifecycle-"));
  await writeSource(path.join(sources, "small"), { "c4/a.jsonl": madeRecords("c4", 20) });
  await writeSource(path.join(sources, "large"), { "c4/a.jsonl": madeRecords("c4", 30) });
});
afterAll(async () => {
  await studio.end();
  await rm(sources, { recursive: true });
});

const take = (size: "small" | "large", name: string): Promise<ImportResult> =>
  importFrom(studio, path.join(sources, size), { name });
const names = async () => (await listCorpora({ ctx: studio.ctx })).map(({ name }) => name);
const files = ({ fingerprint }: ImportResult) => corpusPath(fingerprint, studio.home);
const at = ({ corpusId, number }: ImportResult) => ({ ctx: studio.ctx, input: { corpusId, number } });
const whole = ({ corpusId }: ImportResult) => ({ ctx: studio.ctx, input: { corpusId } });

/** Recipes differ by their budget: the same recipe on the same documents is one selection, whichever corpus it is confirmed from. */
async function select(versionId: string, share: number): Promise<string> {
  const { ctx } = studio;
  const recipe = {
    name: "by length",
    weights: { word_count: 1 },
    normalisation: "zscore",
    budget: { share },
  } as const;
  const { documents, tokens } = await countSelection({ ctx, input: { versionId, recipe } });
  const expected = { documents, tokens };
  return (await confirmSelection({ ctx, input: { id: randomUUID(), versionId, recipe, expected } })).id;
}

describe("an archived corpus", () => {
  it("leaves the lists, is shown as archived, still opens with what pins it, and comes back", async () => {
    const corpus = await take("small", "archived whole");
    const selectionId = await select(corpus.versionId, 0.5);
    await archiveCorpus(whole(corpus));
    await archiveCorpus(whole(corpus));
    expect(await names()).not.toContain("archived whole");
    const { archived } = await listArchived({ ctx: studio.ctx });
    expect(archived).toMatchObject([{ name: "archived whole", versions: [{ number: 1, documents: 20 }] }]);
    expect(archived[0]?.archivedAt).toBeInstanceOf(Date);
    expect((await getCorpus(whole(corpus))).statistics.documents).toBe(20);
    expect(await getSelection({ ctx: studio.ctx, input: { id: selectionId } })).toMatchObject({
      corpus: { name: "archived whole", versionId: corpus.versionId },
    });
    await restoreCorpus(whole(corpus));
    expect(await names()).toContain("archived whole");
    expect((await listArchived({ ctx: studio.ctx })).archived).toEqual([]);
  });

  it("comes back by itself when documents are imported under its name", async () => {
    const corpus = await take("small", "imported again");
    await archiveCorpus(whole(corpus));
    await archiveCorpus(at(corpus));
    expect(await take("small", "imported again")).toMatchObject({ versionId: corpus.versionId, number: 1 });
    expect(await names()).toContain("imported again");
  });
});

describe("an archived version", () => {
  it("gives its place to the version before it, and opens by its number", async () => {
    const first = await take("small", "two versions");
    const second = await take("large", "two versions");
    await archiveCorpus(at(second));
    const listed = (await listCorpora({ ctx: studio.ctx })).find(({ name }) => name === "two versions");
    expect(listed).toMatchObject({ number: 1, versions: [{ number: 1 }] });
    expect((await getCorpus(whole(first))).number).toBe(1);
    expect(await getCorpus(at(second))).toMatchObject({ number: 2, documents: 30 });
    await restoreCorpus(at(second));
    expect((await getCorpus(whole(first))).number).toBe(2);
  });

  it("leaves a corpus without another version to the archive", async () => {
    const only = await take("small", "only version");
    await archiveCorpus(at(only));
    expect(await names()).not.toContain("only version");
    expect((await listArchived({ ctx: studio.ctx })).archived).toMatchObject([
      { name: "only version", archivedAt: null, versions: [{ number: 1 }] },
    ]);
    expect((await getCorpus(whole(only))).number).toBe(1);
  });

  it("that never was is an error", async () => {
    const corpus = await take("small", "only version");
    await expect(
      archiveCorpus({ ctx: studio.ctx, input: { corpusId: corpus.corpusId, number: 9 } }),
    ).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("version 9"),
    });
  });
});

describe("deleting", () => {
  it("leaves a tombstone and no file, and says beforehand what the disk gains", async () => {
    await writeSource(path.join(sources, "own"), { "book/a.jsonl": madeRecords("book", 12) });
    const corpus = await importFrom(studio, path.join(sources, "own"), { name: "mourned" });
    const onDisk = await treeBytes(files(corpus));
    expect(await planRemoval(whole(corpus))).toMatchObject({
      name: "mourned",
      allowed: true,
      freedBytes: onDisk,
      versions: [{ number: 1, documents: 12, uses: [], sharedWith: [] }],
    });
    await removeCorpus(whole(corpus));
    expect(existsSync(files(corpus))).toBe(false);
    expect(await readdir(path.join(studio.home, "tmp"))).not.toContainEqual(
      expect.stringContaining("deleted-"),
    );
    expect(await names()).not.toContain("mourned");
    const { deleted } = await listArchived({ ctx: studio.ctx });
    expect(deleted.find(({ name }) => name === "mourned")).toMatchObject({
      number: 1,
      fingerprint: corpus.fingerprint,
      documents: 12,
      tokens: corpus.tokens,
      deletedAt: expect.any(Date) as Date,
      deletedBy: "local",
    });
    await expect(getCorpus(at(corpus))).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/^Version 1 of "mourned" was deleted on \d{4}-\d\d-\d\d\.$/),
    });
    await expect(
      pageDocuments({
        ctx: studio.ctx,
        input: {
          versionId: corpus.versionId,
          listing: { sort: { by: "ordinal", descending: false } },
          offset: 0,
          limit: 1,
        },
      }),
    ).rejects.toMatchObject({ code: "not-found" });
    await removeCorpus(whole(corpus));
    expect((await listArchived({ ctx: studio.ctx })).deleted).toEqual(deleted);
  });

  it("refuses what a selection pins, names how many, and leaves everything as it was", async () => {
    const pinned = await take("small", "pinned");
    const free = await take("large", "pinned");
    await select(pinned.versionId, 0.6);
    expect(await planRemoval(whole(pinned))).toMatchObject({
      allowed: false,
      versions: [
        { number: 2, uses: [] },
        { number: 1, uses: [{ name: "by length", runs: 0 }] },
      ],
    });
    await expect(removeCorpus(whole(pinned))).rejects.toMatchObject({
      code: "conflict",
      message: 'Version 1 of "pinned" is used by a selection; nothing was deleted.',
      way: expect.stringContaining("Archive"),
    });
    const { versions } = await listVersions({ ctx: studio.ctx, input: { corpusId: pinned.corpusId } });
    expect(versions.map(({ deletedAt }) => deletedAt)).toEqual([null, null]);
    expect(existsSync(files(free)) && existsSync(files(pinned))).toBe(true);
    await removeCorpus(at(free));
    expect(await getCorpus(whole(pinned))).toMatchObject({ number: 1, versions: [{ number: 1 }] });
  });

  it("keeps files that another corpus has as well until the last of them goes", async () => {
    await writeSource(path.join(sources, "shared"), { "book/a.jsonl": madeRecords("book", 7, 500) });
    const first = await importFrom(studio, path.join(sources, "shared"), { name: "first holder" });
    const second = await importFrom(studio, path.join(sources, "shared"), { name: "second holder" });
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(await planRemoval(whole(first))).toMatchObject({
      freedBytes: 0,
      versions: [{ sharedWith: [{ name: "second holder", number: 1 }] }],
    });
    await removeCorpus(whole(first));
    expect((await getCorpus(whole(second))).documents).toBe(7);
    await removeCorpus(whole(second));
    expect(existsSync(files(first))).toBe(false);
  });

  it("is undone by importing the same documents: same fingerprint, next number, whole files", async () => {
    await writeSource(path.join(sources, "revived"), { "book/a.jsonl": madeRecords("book", 9, 700) });
    const source = path.join(sources, "revived");
    const before = await importFrom(studio, source, { name: "revived" });
    await removeCorpus(whole(before));
    const after = await importFrom(studio, source, { name: "revived" });
    expect(after).toMatchObject({ corpusId: before.corpusId, fingerprint: before.fingerprint, number: 2 });
    expect(await getCorpus(whole(after))).toMatchObject({ number: 2, documents: 9 });
    expect((await getImportReport({ ctx: studio.ctx, input: { versionId: after.versionId } })).accepted).toBe(
      9,
    );
    const { versions } = await listVersions({ ctx: studio.ctx, input: { corpusId: after.corpusId } });
    expect(versions.map(({ number, deletedAt }) => [number, deletedAt === null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it("gives the files back when the same documents are recorded while it goes on", async () => {
    await writeSource(path.join(sources, "raced"), { "book/a.jsonl": madeRecords("book", 5, 900) });
    const source = path.join(sources, "raced");
    const corpus = await importFrom(studio, source, { name: "raced" });
    const steps: string[] = [];
    await removeCorpus({
      ...whole(corpus),
      onStep: async (step) => {
        steps.push(step);
        if (step !== "moved") return;
        await studio.ctx.db.corpusVersion.updateMany({
          where: { id: corpus.versionId },
          data: { deletedAt: null },
        });
      },
    });
    expect(steps).toEqual(["recorded", "moved", "removed"]);
    expect((await getCorpus(whole(corpus))).documents).toBe(5);
  });

  it("and confirming a selection at the same time never leave a selection without its corpus", async () => {
    const { ctx } = studio;
    for (let round = 0; round < 8; round += 1) {
      const corpus = await take("large", `round ${String(round)}`);
      const [selected, removed] = await Promise.allSettled([
        select(corpus.versionId, 0.7 + round / 100),
        removeCorpus(whole(corpus)),
      ]);
      const [entry] = (await listVersions({ ctx, input: { corpusId: corpus.corpusId } })).versions;
      expect(entry?.uses.length === 0 || entry?.deletedAt === null).toBe(true);
      expect(selected.status === "rejected" || removed.status === "rejected").toBe(true);
    }
  });
});
