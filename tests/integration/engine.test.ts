import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb, openDuckDbInstance, type DuckDb } from "@/server/duckdb/engine";

describe("the server's DuckDB", () => {
  let folder: string;
  let engine: DuckDb;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "engine-"));
    engine = await openDuckDb({ temporaryFolder: folder, memoryMb: 256, threads: 2 });
  });
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });

  it("hands integers of every width over as numbers and keeps null", async () => {
    const rows = await engine.query(
      "SELECT 9007199254740991::BIGINT AS big, sum(x)::HUGEINT AS huge, NULL AS none, 'a' AS text, true AS flag, 0.1::DOUBLE AS real FROM range(4) t(x)",
    );
    expect(rows).toEqual([{ big: 9007199254740991, huge: 6, none: null, text: "a", flag: true, real: 0.1 }]);
  });

  it("refuses an integer that a number cannot hold", async () => {
    await expect(engine.query("SELECT 9007199254740992::BIGINT AS big")).rejects.toThrow(RangeError);
  });

  it("interrupts a running statement and works on afterwards", async () => {
    const controller = new AbortController();
    const endless = engine.query(
      "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c",
      controller.signal,
    );
    setImmediate(() => controller.abort());
    await expect(endless).rejects.toMatchObject({ code: "cancelled" });
    expect(await engine.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("does not begin a statement whose signal has aborted", async () => {
    await expect(engine.query("SELECT 1", AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });

  it("runs statements in the order they were given and streams chunks in order", async () => {
    const first = engine.run("CREATE TABLE numbers AS SELECT range AS n FROM range(10000)");
    const seen: number[] = [];
    await engine.stream("SELECT n::INTEGER FROM numbers ORDER BY n", (chunk) => {
      for (const value of chunk.getColumnValues(0)) seen.push(Number(value));
    });
    await first;
    expect(seen).toEqual(Array.from({ length: 10000 }, (_, n) => n));
  });

  it("neither loads nor installs extensions", async () => {
    await expect(
      engine.query("SELECT * FROM read_parquet('https://example.org/x.parquet')"),
    ).rejects.toThrow();
    await expect(engine.run("INSTALL httpfs")).rejects.toThrow("disabled by configuration");
  });
});

describe("a DuckDB that is asked for what it must not reach", () => {
  let home: string;
  let engine: DuckDb;
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), "reach-"));
    await mkdir(path.join(home, "disk"));
    await symlink("/etc/passwd", path.join(home, "disk", "link"));
    await symlink(path.join(home, "disk"), path.join(home, "corpora"));
    engine = await openDuckDb({ temporaryFolder: path.join(home, "tmp"), folders: [home] });
  });
  afterAll(async () => {
    engine.close();
    await rm(home, { recursive: true, force: true });
  });

  it.each([
    ["a file elsewhere", "FROM read_text('/etc/passwd')"],
    ["a file by a path with dots", "FROM read_text('HOME/../../etc/passwd')"],
    ["a file behind a link", "FROM read_text('HOME/disk/link')"],
    ["every file of a folder elsewhere", "FROM glob('/etc/*')"],
    ["a file to write elsewhere", "COPY (SELECT 1) TO '/tmp/reached.csv'"],
    ["a database elsewhere", "ATTACH '/tmp/reached.db'"],
    ["its own limits", "SET enable_external_access = true"],
    ["other folders", "SET allowed_directories = ['/']"],
    ["another temporary folder", "SET temp_directory = '/tmp'"],
  ])("refuses %s", async (_, sql) => {
    await expect(engine.run(sql.replace("HOME", home))).rejects.toThrow(/disabled|Cannot/);
  });

  it("reaches a folder of the studio that is a link to another disk", async () => {
    await engine.run(`COPY (SELECT 1 AS one) TO '${home}/corpora/a.csv'`);
    expect(await engine.query(`FROM read_csv('${home}/corpora/a.csv')`)).toEqual([{ one: 1 }]);
  });

  it("ends a statement that takes longer than it may, and answers the next", async () => {
    const instance = await openDuckDbInstance({ temporaryFolder: path.join(home, "tmp"), statementMs: 200 });
    const hurried = await instance.connect();
    const endless =
      "SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE a.range + b.range < 0";
    await expect(hurried.query(endless)).rejects.toMatchObject({ code: "unavailable" });
    expect(await hurried.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    hurried.close();
    instance.close();
  });
});
