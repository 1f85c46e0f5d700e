import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { removeUpload } from "@/server/services/upload/remove-upload";
import { uploadsInUse } from "@/server/services/upload/uploads-in-use";

/** An upload that nobody has added to, nor imported, for so long was given up. */
const GIVEN_UP_MS = 24 * 3600 * 1000;

/** Removes uploads that were given up. */
export async function sweepUploads(
  ctx: Pick<Context, "db" | "home">,
  now: number = Date.now(),
): Promise<void> {
  const folder = path.join(ctx.home, "uploads");
  const ids = await readdir(folder).catch(() => []);
  if (ids.length === 0) return;
  const inUse = await uploadsInUse(ctx);
  for (const id of ids.filter((name) => !inUse.has(name))) {
    if (now - (await lastTouched(path.join(folder, id))) > GIVEN_UP_MS) await removeUpload(ctx.home, id);
  }
}

/** When something of a folder changed last; what is gone meanwhile counts as new. */
async function lastTouched(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const times = await Promise.all(
    [".", ...names].map((name) =>
      stat(path.join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ),
    ),
  );
  return Math.max(...times);
}
