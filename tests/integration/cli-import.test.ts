import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonRows, writeParquet } from "@/tests/support/parquet-files";
import { writeSource } from "@/tests/support/released-layout";
import { studioCommand, type Ended } from "@/tests/support/studio-command";
import { testDatabase, type TestDatabase } from "@/tests/support/test-database";

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cli-import-"));
  database = await testDatabase(path.join(folder, "home"));
  const rows = Array.from({ length: 12 }, (_, n) => ({
    key: n,
    raw_content: `Text ${String(n)}`,
    meta: { set: n % 3 === 0 ? "Book" : "C4" },
    n_tokens: n + 1,
    edu: n / 4,
  }));
  await writeSource(folder, { "rows.jsonl": rows });
  await writeParquet(path.join(folder, "rows.parquet"), jsonRows(path.join(folder, "rows.jsonl")));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const importing = (...args: string[]): Promise<Ended> =>
  studioCommand(path.join(folder, "home"), "import", ...args);

const MAP = ["id=key", "text=raw_content", "domain=meta.set", "tokens=n_tokens", "educational_value=edu"];
const mapped = (more: readonly string[] = []): string[] =>
  [...MAP, ...more].flatMap((option) => ["--map", option]);

describe("studio import --map", () => {
  it("imports columns of other names, from JSONL and Parquet alike", async () => {
    const last = async (file: string): Promise<unknown> => {
      const { code, out, err } = await importing(
        path.join(folder, file),
        "--name",
        file,
        ...mapped(),
        "--json",
      );
      expect([code, err.includes("Error")]).toEqual([0, false]);
      return JSON.parse(out.trim().split("\n").at(-1) ?? "");
    };
    const lines = await last("rows.jsonl");
    expect(lines).toMatchObject({ documents: 12, tokens: 78, rejected: 0, missing: 0 });
    expect(await last("rows.parquet")).toMatchObject({
      fingerprint: (lines as { fingerprint: string }).fingerprint,
    });
  });

  it("says which columns there are when one is not, and what can be mapped", async () => {
    const gone = await importing(path.join(folder, "rows.jsonl"), "--name", "x", ...mapped(["fluency=flow"]));
    expect(gone.code).toBe(2);
    expect(gone.err).toContain('"flow" is in none of the first 12 rows');
    expect(gone.err).toContain("Its columns are: key, raw_content, meta.set, n_tokens, edu.");
    const unknown = await importing(path.join(folder, "rows.jsonl"), "--name", "x", "--map", "beauty=edu");
    expect([unknown.code, unknown.err]).toEqual([
      2,
      expect.stringContaining("Choose one of id, text, domain"),
    ]);
  });
});
