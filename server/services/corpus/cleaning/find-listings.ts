import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { DAY_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { areFilesNeeded } from "@/server/services/corpus/files-needed";
import { treeFacts } from "@/server/storage/tree-facts";

/** Kept listings that nobody used for a day, or whose corpus is gone; Browse makes them again when it needs them. */
export async function findListings({ db, home }: Context, now: number): Promise<Removable[]> {
  const root = path.join(home, "cache", "listings");
  const found: Removable[] = [];
  for (const fingerprint of await readdir(root).catch(() => [])) {
    const folder = path.join(root, fingerprint);
    const isNeeded = await areFilesNeeded(db, fingerprint);
    const old = await filesUnusedFor(folder, now, isNeeded ? DAY_MS : 0);
    if (old.length === 0) continue;
    found.push({
      kind: "listings",
      path: `cache/listings/${fingerprint}`,
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
      changedAt: new Date(Math.max(...old.map(({ changedMs }) => changedMs))),
      why: isNeeded
        ? "Not used for a day; made again when they are needed."
        : "Their corpus is not there any more.",
      remove: async () => {
        for (const { file } of old) await rm(file, { force: true });
      },
    });
  }
  return found;
}

async function filesUnusedFor(
  folder: string,
  now: number,
  unusedMs: number,
): Promise<{ file: string; bytes: number; changedMs: number }[]> {
  const names = await readdir(folder).catch(() => []);
  const facts = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const own = await treeFacts(file);
      return own === null || now - own.changedMs < unusedMs ? [] : [{ file, ...own }];
    }),
  );
  return facts.flat();
}
