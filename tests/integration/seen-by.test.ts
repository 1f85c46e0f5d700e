import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runsCommand } from "@/server/cli/runs-command";
import { callerOf } from "@/server/api/caller";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { membersPath, selectionPath } from "@/server/storage/home";
import { stagedRun } from "@/tests/support/staged-run";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

let studio: TestStudio;
let selection: { readonly id: string; readonly selectionKey: string; readonly corpusVersionId: string };
let documents: number;
let selected: ReadonlySet<number>;
let runId: string;
beforeAll(async () => {
  studio = await testStudio();
  const selectionId = await trainableSelection(studio, 0.15);
  const found = await studio.ctx.db.selection.findUniqueOrThrow({
    where: { id: selectionId },
    include: { corpusVersion: true },
  });
  selection = found;
  documents = Number(found.corpusVersion.documents);
  const engine = await openDuckDb();
  const file = path.join(selectionPath(found.selectionKey, studio.home), "selection.parquet");
  const rows = await engine.query(`SELECT ordinal FROM read_parquet(${sqlText(file)})`);
  engine.close();
  selected = new Set(rows.map((row) => Number(row["ordinal"])));
});
afterAll(() => studio.end());

const asked = (ordinal: number) =>
  callerOf(new Headers()).document.seenBy({ versionId: selection.corpusVersionId, ordinal });

const terminal = (...args: string[]) =>
  runsCommand.run({ ctx: studio.ctx, signal: new AbortController().signal, progress: () => undefined }, args);

describe("which models saw a document", () => {
  it("is none while nothing was trained on its corpus", async () => {
    expect(await asked(0)).toEqual({ runs: [], examined: 0, unknown: [] });
  });

  it("is, for every document, the runs whose selection holds it", async () => {
    runId = await stagedRun(studio, selection.id, "first");
    for (let ordinal = 0; ordinal < documents; ordinal += 1) {
      const { runs, examined } = await asked(ordinal);
      expect(runs.map(({ id }) => id)).toEqual(selected.has(ordinal) ? [runId] : []);
      expect(examined).toBe(1);
    }
    const bits = await readFile(membersPath(selection.selectionKey, studio.home));
    expect(bits).toHaveLength(Math.ceil(documents / 8));
  });

  it("tells how many passes over the selection each has made", async () => {
    const { tokens, documents: count } = await studio.ctx.db.selection.findUniqueOrThrow({
      where: { id: selection.id },
    });
    const [ordinal = 0] = selected;
    const { runs } = await asked(ordinal);
    expect(runs).toEqual([
      {
        ...{
          id: runId,
          name: "first",
          model: "tiny",
          state: "succeeded",
          selectionId: selection.id,
          number: 1,
        },
        passes: (128 * 1_024) / (Number(tokens) + 2 * Number(count)),
        isOpen: false,
      },
    ]);
  });

  it("is answered in the terminal, too", async () => {
    const { corpus } = await studio.ctx.db.corpusVersion.findUniqueOrThrow({
      where: { id: selection.corpusVersionId },
      include: { corpus: true },
    });
    const [versionId, ordinals] = [selection.corpusVersionId, [Math.min(...selected)]];
    const [document = ""] = await callerOf(new Headers()).document.ids({ versionId, ordinals });
    const { lines } = await terminal("--saw", document, "--corpus", corpus.name);
    expect(lines[1]).toMatch(new RegExp(`^${runId} +first +tiny +succeeded +read \\d+ or \\d+ times$`));
    await expect(terminal("--saw", "nobody", "--corpus", corpus.name)).rejects.toThrow(
      `Corpus "${corpus.name}" has no selectable document "nobody" in version 1.`,
    );
    await expect(terminal("--saw", document)).rejects.toThrow("--corpus is missing.");
    expect((await terminal("--card", runId)).lines).toContain("# first");
  });

  it("says of which runs nobody can tell any more", async () => {
    const file = path.join(selectionPath(selection.selectionKey, studio.home), "selection.parquet");
    await rm(membersPath(selection.selectionKey, studio.home));
    await rename(file, `${file}.away`);
    expect(await asked(0)).toEqual({ runs: [], examined: 1, unknown: ["first"] });
    await rename(`${file}.away`, file);
  });

  it("refuses a document that the corpus does not have", async () => {
    await expect(asked(documents)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
