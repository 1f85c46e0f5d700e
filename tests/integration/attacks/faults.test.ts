import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import { createCaller } from "@/server/api/caller";
import { openResponse } from "@/server/api/studio-response";
import { database } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { readiness } from "@/server/services/system/readiness";
import { postgresqlDatabase, type TestDatabase } from "@/tests/support/test-database";
import { Wire } from "@/tests/support/wire";
import { runWorker } from "@/workers/jobs/run-worker";

const recipe = {
  name: "r",
  weights: { fluency: 1 },
  normalisation: "zscore",
  budget: { tokens: 1 },
} as const;

describe.skipIf(!(await postgresqlAnswers()))("a database that is away for a while", () => {
  let made: TestDatabase;
  let wire: Wire;
  let ctx: Context;
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), "faults-"));
    made = await postgresqlDatabase();
    wire = new Wire(new URL(made.url));
    await wire.join();
    await migrate(wire.near);
    ctx = { db: database(wire.near), workspaceId: "local", actor: "local", role: "admin", home };
  });
  afterAll(async () => {
    await ctx.db.$disconnect();
    await wire.cut();
    await made.drop();
    await rm(home, { recursive: true, force: true });
  });

  it("is told clearly meanwhile, and everything goes on by itself after", async () => {
    const api = createCaller(ctx);
    const shutdown = new AbortController();
    const done: string[] = [];
    const worker = runWorker({
      ctx,
      runners: { "prepare-gpu": ({ job }) => Promise.resolve({ id: done.push(job.id) }) },
      slots: [{ kinds: ["prepare-gpu"], limit: 1 }],
      shutdown: shutdown.signal,
      pollMs: 50,
    });
    await api.recipe.save({ id: randomUUID(), recipe });

    await wire.cut();
    const away = { code: "SERVICE_UNAVAILABLE", message: "The database does not answer." };
    await expect(api.recipe.list()).rejects.toMatchObject(away);
    const second = { id: randomUUID(), recipe: { ...recipe, name: "s" } };
    await expect(api.recipe.save(second)).rejects.toMatchObject(away);
    expect(await readiness({ ctx })).toMatchObject({ ready: false, database: { ok: false } });
    const route = await openResponse(async () => Response.json(await ctx.db.recipe.findMany()));
    expect(route.status).toBe(503);
    expect(await route.json()).toMatchObject({ code: "unavailable", message: away.message });
    await delay(500);

    await wire.join();
    await expect.poll(() => api.recipe.list().then((recipes) => recipes.length)).toBe(1);
    const job = await enqueueJob({ db: ctx.db, ctx, kind: "prepare-gpu", key: "k", payload: {} });
    await expect.poll(() => done).toEqual([job.id]);
    await expect.poll(async () => (await readiness({ ctx })).ready).toBe(true);
    shutdown.abort();
    await worker;
  });
});

/** Mounts a disk of 8 MB, which only root may. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("Skipped: no disk of 8 MB can be mounted here (that takes root).");
    return false;
  }
}

describe("a disk that is full", () => {
  let disk: string;
  let isMounted = false;
  let ctx: Context;
  beforeAll(async () => {
    disk = await mkdtemp(path.join(tmpdir(), "small-disk-"));
    isMounted = mountSmallDisk(disk);
    if (!isMounted) return;
    const url = `file:${path.join(disk, "studio.db")}`;
    await migrate(url);
    ctx = { db: database(url), workspaceId: "local", actor: "local", role: "admin", home: disk };
  });
  afterAll(async () => {
    if (isMounted) {
      await ctx.db.$disconnect();
      execFileSync("umount", ["-l", disk]);
    }
    await rm(disk, { recursive: true, force: true });
  });

  it("is told clearly, loses nothing, and is written again once there is room", async ({ skip }) => {
    skip(!isMounted, "no small disk can be mounted here");
    const api = createCaller(ctx);
    const save = (name: string) =>
      api.recipe.save({ id: randomUUID(), recipe: { ...recipe, name }, note: "n".repeat(4_000) });
    await save("before");
    await mkdir(path.join(disk, "tmp"), { recursive: true });
    const filler = path.join(disk, "tmp", "filler");
    await writeFile(filler, Buffer.alloc(16_000_000)).catch(() => undefined);
    const refused = (async () => {
      for (let at = 0; at < 1_000; at += 1) await save(`full ${String(at)}`);
    })();
    await expect(refused).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      message: "The disk is full; nothing was changed.",
    });
    expect((await readiness({ ctx })).disk).toEqual({
      ok: false,
      why: expect.stringMatching(/^\d MB are free/),
    });
    await rm(filler);
    await save("after");
    const names = (await api.recipe.list()).map(({ name }) => name);
    expect(names).toContain("before");
    expect(names).toContain("after");
    expect(await ctx.db.$queryRawUnsafe("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });
});
