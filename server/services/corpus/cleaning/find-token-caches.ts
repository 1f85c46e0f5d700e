import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { NOT_ENDED } from "@/core/run-states";
import type { Context } from "@/server/services/context";
import { DAY_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { areFilesNeeded } from "@/server/services/corpus/files-needed";
import { runConfigSchema } from "@/server/services/run/run-config";
import { scratchPath, TOKENS_FOLDER } from "@/server/storage/home";
import { treeFacts } from "@/server/storage/tree-facts";

/**
 * Tokens of corpora, finished or cut off, that no open run refers to and that nothing used for a day. The next run that refers
 * to the corpus makes them again. Those of a corpus that is gone go with its other files.
 */
export async function findTokenCaches(ctx: Context, now: number): Promise<Removable[]> {
  const root = path.join(ctx.home, "corpora");
  const found: Removable[] = [];
  for (const fingerprint of await readdir(root).catch(() => [])) {
    const folder = path.join(root, fingerprint, TOKENS_FOLDER);
    const facts = await treeFacts(folder);
    if (facts === null || !(await areFilesNeeded(ctx.db, fingerprint))) continue;
    if (await isInUse(ctx, fingerprint, folder, now)) continue;
    found.push({
      kind: "tokens",
      path: `corpora/${fingerprint}/${TOKENS_FOLDER}`,
      bytes: facts.bytes,
      changedAt: new Date(facts.changedMs),
      why: "No open run refers to them, and nothing used them for a day; made again when they are needed.",
      remove: async () => {
        if (!(await isInUse(ctx, fingerprint, folder, Date.now()))) await removeAtOnce(folder, ctx.home);
      },
    });
  }
  return found;
}

async function isInUse(ctx: Context, fingerprint: string, folder: string, now: number): Promise<boolean> {
  const facts = await treeFacts(folder);
  if (facts !== null && now - facts.changedMs < DAY_MS) return true;
  const open = await ctx.db.run.findMany({
    where: { selection: { fingerprint }, state: NOT_ENDED },
    select: { config: true },
  });
  return open.some(({ config }) => runConfigSchema.parse(config).data === "reference");
}

/** Out of sight by one rename first, so that nobody finds half of them. */
async function removeAtOnce(folder: string, home: string): Promise<void> {
  const grave = scratchPath(`tokens-${randomUUID()}`, home);
  await mkdir(path.dirname(grave), { recursive: true });
  await rename(folder, grave);
  await rm(grave, { recursive: true, force: true });
}
