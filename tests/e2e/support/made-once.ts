import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StudioError } from "@/core/errors";
import { withProcessLock } from "@/server/storage/process-lock";

/** Names the folder of what all workers of one run of the tests share. */
const SHARED = "STUDIO_TEST_SHARED";
const PATIENCE_MS = 600_000;

const busy = (): StudioError => new StudioError("conflict", "Another worker of the tests makes it.");

/** Playwright runs it before all tests, and what it returns after them. */
export default async function shareFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "studio-shared-"));
  process.env[SHARED] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** A data folder that the first worker to ask for it makes; for all to copy, and for none to change. */
export async function madeOnce(name: string, make: (home: string) => Promise<unknown>): Promise<string> {
  const shared = process.env[SHARED];
  if (shared === undefined) throw new Error("playwright.config.ts names this file as its globalSetup");
  const home = join(shared, name);
  const finished = `${home}.finished`;
  await withProcessLock(`${home}.lock`, { patienceMs: PATIENCE_MS, busy }, async () => {
    if (existsSync(finished)) return;
    await rm(home, { recursive: true, force: true });
    await make(home);
    await writeFile(finished, "");
  });
  return home;
}
