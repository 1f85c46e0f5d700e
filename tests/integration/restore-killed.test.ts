import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import {
  BackupStudios,
  filesOf,
  fill,
  OWNED,
  rowsOf,
  run,
  start,
  write,
  type Place,
} from "@/tests/support/backup-studios";

/** Runs that both studios have, so that moving their folders takes a while. */
const RUNS = 300;

let studios: BackupStudios;
beforeAll(async () => {
  studios = await BackupStudios.open();
});
afterAll(() => studios.end());

/** Files that say whose they are, for runs that are in both studios. */
async function writeRuns({ home }: Place, whose: string): Promise<void> {
  for (let at = 0; at < RUNS; at += 1)
    await write(path.join(home, `runs/run-${String(at)}/events.jsonl`), whose);
  await write(path.join(home, "backends.json"), whose);
}

/** Rows of a studio and the files that both studios have, as a text. */
async function stateOf(place: Place): Promise<string> {
  const names = (await filesOf(place)).filter((name) => /^(runs\/run-|backends)/.test(name));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(path.join(place.home, name), "utf8")]),
  );
  return JSON.stringify([await rowsOf(place), files], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

type Moment = (target: Place, until: Until) => Promise<void>;
/** Waits for a fact, or for the end of the restore. */
type Until = (isSo: () => boolean | Promise<boolean>) => Promise<void>;

const isAnnounced = ({ home }: Place) => existsSync(path.join(home, "tmp", "restore.json"));
const announced =
  (moreMs: number): Moment =>
  async (target, until) => {
    await until(() => isAnnounced(target));
    await delay(moreMs);
  };
/** Once so many folders of runs are the new ones. */
const moved =
  (least: number): Moment =>
  async (target, until) => {
    const { home } = target;
    const staged = async (): Promise<number> => {
      const [staging] = (await readdir(path.join(home, "tmp")).catch(() => [])).filter((name) =>
        /^restore-/.test(name),
      );
      return (await readdir(path.join(home, "tmp", staging ?? "none", "home", "runs")).catch(() => []))
        .length;
    };
    await until(() => isAnnounced(target));
    await until(async () => (await staged()) <= RUNS - least);
  };

const MOMENTS: readonly (readonly [string, Moment])[] = [
  ["as it begins to unpack", ({ home }, until) => until(() => existsSync(path.join(home, "studio.lock")))],
  ["as it says what it will do", announced(0)],
  ["20 ms later", announced(20)],
  ["200 ms later", announced(200)],
  ["with the first folders moved", moved(1)],
  ["with half of the folders moved", moved(RUNS / 2)],
];

describe.each(["sqlite", "postgresql"] as const)("a restore over a full studio, in %s", (kind) => {
  let archive: string;
  let target: Place;
  let filled: string;
  let old: string;
  let whole: string;
  beforeAll(async () => {
    if (kind === "postgresql" && !(await postgresqlAnswers())) return;
    const source = await studios.empty();
    await fill(source);
    await writeRuns(source, "new");
    archive = studios.file(`${kind}-new.tar`);
    expect(await run(source, "backup", archive)).toMatchObject({ code: 0 });
    const complete = await studios.empty(kind);
    expect(await run(complete, "restore", archive)).toMatchObject({ code: 0 });
    whole = await stateOf(complete);
    target = await studios.empty(kind);
    const { db } = target;
    await db.workspace.create({ data: { id: "local", name: "old", createdAt: OWNED.createdAt } });
    await db.corpus.create({ data: { id: "old", ...OWNED, name: "old" } });
    await writeRuns(target, "old");
    filled = studios.file(`${kind}-old.tar`);
    expect(await run(target, "backup", filled)).toMatchObject({ code: 0 });
    old = await stateOf(target);
  });

  it("killed at any moment leaves what the next command makes the old studio or the new one", async ({
    skip,
  }) => {
    skip(kind === "postgresql" && !(await postgresqlAnswers()), "no PostgreSQL answers");
    const found: string[] = [];
    for (const [name, moment] of MOMENTS) {
      const restoring = start(target, "restore", archive, "--force");
      let isOver = false;
      void restoring.end.then(() => (isOver = true));
      await moment(target, async (isSo) => {
        while (!isOver && !(await isSo())) await turn();
      });
      restoring.child.kill("SIGKILL");
      await restoring.end;
      expect(await run(target, "corpora")).toMatchObject({ code: 0 });
      const state = await stateOf(target);
      found.push(`${name}: ${state === old ? "old" : state === whole ? "new" : "neither"}`);
      if (state !== old) expect(await run(target, "restore", filled, "--force")).toMatchObject({ code: 0 });
      expect(await readdir(path.join(target.home, "tmp"))).not.toContain("restore.json");
    }
    expect(found.filter((line) => line.endsWith("neither"))).toEqual([]);
    expect(found[0]).toBe("as it begins to unpack: old");
    expect(found.filter((line) => line.endsWith("new")).length).toBeGreaterThanOrEqual(2);
  });
});
