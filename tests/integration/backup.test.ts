import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import { BackupStudios, filesOf, fill, OWNED, rowsOf, run } from "@/tests/support/backup-studios";

let studios: BackupStudios;
beforeAll(async () => {
  studios = await BackupStudios.open();
});
afterAll(() => studios.end());

const KINDS = (await postgresqlAnswers()) ? (["sqlite", "postgresql"] as const) : (["sqlite"] as const);
const PAIRS = KINDS.flatMap((from) => KINDS.map((to) => ({ from, to })));

describe("backup and restore", () => {
  it.each(PAIRS)("bring a studio of $from into one of $to, value by value", async ({ from, to }) => {
    const [source, target] = [await studios.empty(from), await studios.empty(to)];
    await fill(source);
    const file = studios.file(`${from}-${to}.tar`);
    expect(await run(source, "backup", file, "--with-corpora")).toMatchObject({ code: 0 });
    expect(await run(target, "restore", file)).toMatchObject({ code: 0, err: "" });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
    expect(await filesOf(target)).toEqual([
      "backends.json",
      "corpora/f/scores.parquet",
      "runs/r/events.jsonl",
      "selections/k/selection.parquet",
    ]);
    expect(await readFile(path.join(target.home, "runs/r/events.jsonl"), "utf8")).toBe("runs/r/events.jsonl");
  });

  it("leave the corpora out unless they are asked for, and say so", async () => {
    const [source, target] = await studios.pair();
    const file = studios.file("small.tar");
    await run(source, "backup", file);
    expect((await run(target, "restore", file)).out).toContain("It holds no corpora");
    expect(await filesOf(target)).not.toContain("corpora/f/scores.parquet");
  });

  it.each(KINDS)("refuse a studio in %s that is not empty, and replace it with --force", async (kind) => {
    const [source, target] = [await studios.empty(kind), await studios.empty(kind)];
    await fill(source);
    const file = studios.file(`forced-${kind}.tar`);
    await run(source, "backup", file);
    await target.db.corpus.create({ data: { id: "other", ...OWNED, name: "other" } });
    const event = { ...OWNED, action: "joined", subject: "o", detail: {} };
    await target.db.auditEvent.create({ data: { id: "other", ...event } });
    const refused = await run(target, "restore", file);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("is not empty: its database has rows in Corpus");
    expect(await run(target, "restore", file, "--force")).toMatchObject({ code: 0, err: "" });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
    await expect(target.db.auditEvent.deleteMany()).rejects.toThrow(/only grows|constraint violated/);
    const change = { where: { id: "e" }, data: { action: "left" } };
    await expect(target.db.auditEvent.update(change)).rejects.toThrow(/only grows|constraint violated/);
  });

  it("let nobody in who was signed in or invited when the backup was taken", async () => {
    const [source, target] = await studios.pair();
    const file = studios.file("signed-in.tar");
    await run(source, "backup", file);
    expect(await run(target, "restore", file)).toMatchObject({ code: 0 });
    expect(await target.db.signIn.count()).toBe(0);
    expect(await target.db.invitation.findMany({ where: { archivedAt: null } })).toMatchObject([
      { id: "used" },
    ]);
  });

  it("leave what they write to its owner alone", async () => {
    const [source, target] = await studios.pair();
    const file = studios.file("owned.tar");
    await run(source, "backup", file);
    await run(target, "restore", file);
    const mode = async (of: string): Promise<string> => ((await stat(of)).mode & 0o777).toString(8);
    expect(await mode(file)).toBe("600");
    expect(await mode(path.join(target.home, "backends.json"))).toBe("600");
    expect(await mode(path.join(target.home, "runs/r/events.jsonl"))).toBe("600");
    expect(await mode(path.join(target.home, "runs/r"))).toBe("700");
    expect(await mode(path.join(target.home, "runs"))).toBe("700");
  });

  it("hold one moment of a database that is being written", async () => {
    const [source, target] = await studios.pair();
    let written = 0;
    const stop = new AbortController();
    const writing = (async () => {
      for (; !stop.signal.aborted; written += 1) {
        const id = `pair-${String(written)}`;
        await source.db.$transaction([
          source.db.workspace.create({ data: { id, name: id } }),
          source.db.corpus.create({ data: { id, ...OWNED, name: id } }),
        ]);
        await delay(10);
      }
    })();
    const file = studios.file("moment.tar");
    const done = await run(source, "backup", file);
    stop.abort();
    await writing;
    expect(done).toMatchObject({ code: 0 });
    await run(target, "restore", file);
    const pairs = {
      where: { id: { startsWith: "pair-" } },
      select: { id: true },
      orderBy: { id: "asc" },
    } as const;
    expect(await target.db.workspace.findMany(pairs)).toEqual(await target.db.corpus.findMany(pairs));
    expect(await target.db.corpus.count()).toBeGreaterThan(1);
    expect(await target.db.corpus.count()).toBeLessThanOrEqual(written + 1);
  });
});
