import { existsSync } from "node:fs";
import { cp, open, readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeInstance } from "@/server/storage/instance-lock";
import { BackupStudios, filesOf, fill, rowsOf, run, start, write } from "@/tests/support/backup-studios";

let studios: BackupStudios;
beforeAll(async () => {
  studios = await BackupStudios.open();
});
afterAll(() => studios.end());

describe("a backup or restore that cannot be", () => {
  it("is refused into the folder that it holds", async () => {
    const source = await studios.empty();
    await fill(source);
    await symlink(source.home, studios.file("link"));
    const { code, err } = await run(source, "backup", studios.file("link/runs/own.tar"));
    expect(code).toBe(2);
    expect(err).toContain("lies in the studio's own folder");
    expect(existsSync(path.join(source.home, "runs", "own.tar"))).toBe(false);
  });

  it("is refused in a running studio", async () => {
    const target = await studios.empty();
    expect(await takeInstance(target.home)).toBeNull();
    expect((await run(target, "restore", studios.file("any.tar"))).err).toContain("A studio is running on");
  });

  it("is refused from an archive that was cut off, bent or has a name that leads out of its folder, and touches nothing", async () => {
    const [source, target] = await studios.pair();
    const file = studios.file("whole.tar");
    await run(source, "backup", file);
    const { length } = await readFile(file);
    const bent = async (name: string, bend: (copy: string) => Promise<void>): Promise<string> => {
      const copy = studios.file(name);
      await cp(file, copy);
      await bend(copy);
      const { code, err } = await run(target, "restore", copy);
      expect(code).toBe(1);
      return err;
    };
    expect(await bent("cut.tar", (copy) => truncate(copy, Math.floor(length / 2)))).toContain(
      "is not a whole backup",
    );
    expect(await bent("late.tar", (copy) => truncate(copy, length - 4_096))).toContain(
      "is not a whole backup",
    );
    const byte = async (copy: string): Promise<void> => {
      const handle = await open(copy, "r+");
      await handle.write("#", (await readFile(copy)).indexOf("import:7"));
      await handle.close();
    };
    expect(await bent("bent.tar", byte)).toContain("database/Job.jsonl differs from its checksum");
    const out = async (copy: string): Promise<void> =>
      writeFile(
        copy,
        Buffer.from(
          (await readFile(copy)).toString("latin1").replaceAll("home/backends.json", "home/../../evil.js"),
          "latin1",
        ),
      );
    expect(await bent("out.tar", out)).toContain("is not a whole backup");
    expect(await filesOf(target)).toEqual([]);
    expect(await target.db.job.count()).toBe(0);
  });
});

describe("a backup or restore that is ended", () => {
  it("changes nothing when it is asked to stop", async () => {
    const [source, target] = await studios.pair();
    await write(path.join(source.home, "runs/r/model.bin"), "");
    await truncate(path.join(source.home, "runs/r/model.bin"), 400_000_000);
    const file = studios.file("stopped.tar");
    expect(await run(source, "backup", file)).toMatchObject({ code: 0 });
    const restoring = start(target, "restore", file);
    while (!existsSync(path.join(target.home, "studio.lock"))) await delay(5);
    expect(await takeInstance(target.home)).toMatchObject({ pid: restoring.child.pid });
    restoring.child.kill("SIGINT");
    expect(await restoring.end).toMatchObject({
      code: 130,
      err: "The restore was stopped; nothing was changed.\n",
    });
    expect(await target.db.job.count()).toBe(0);
    expect(await filesOf(target)).toEqual([]);
    expect(existsSync(path.join(target.home, "studio.lock"))).toBe(false);
  });

  it("leaves nothing half when it is killed, and is done when asked for again", async () => {
    const [source, target] = await studios.pair();
    await write(path.join(source.home, "runs/r/model.bin"), "");
    await truncate(path.join(source.home, "runs/r/model.bin"), 400_000_000);
    const file = studios.file("killed.tar");
    const backup = start(source, "backup", file);
    while (!existsSync(`${file}.part`)) await delay(5);
    backup.child.kill("SIGKILL");
    await backup.end;
    expect(existsSync(file)).toBe(false);
    expect(await run(source, "backup", file)).toMatchObject({ code: 0 });
    expect(existsSync(`${file}.part`)).toBe(false);

    const restoring = start(target, "restore", file);
    const staged = async () =>
      (await readdir(path.join(target.home, "tmp")).catch(() => [])).some((name) =>
        name.startsWith("restore-"),
      );
    while (!(await staged())) await delay(5);
    await delay(100);
    restoring.child.kill("SIGKILL");
    await restoring.end;
    expect(await target.db.job.count()).toBe(0);
    expect((await filesOf(target)).filter((name) => !name.startsWith("tmp/"))).toEqual([]);
    expect(await run(target, "restore", file)).toMatchObject({ code: 0 });
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
  });
});
