import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { DAY_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { removeUpload } from "@/server/services/upload/remove-upload";
import { uploadsInUse } from "@/server/services/upload/uploads-in-use";
import { treeFacts } from "@/server/storage/tree-facts";

/** Uploads that no import reads and nobody has added to for a day. */
export async function findUploads(ctx: Context, now: number): Promise<Removable[]> {
  const root = path.join(ctx.home, "uploads");
  const ids = await readdir(root).catch(() => []);
  if (ids.length === 0) return [];
  const inUse = await uploadsInUse(ctx);
  const found: Removable[] = [];
  for (const id of ids.filter((name) => !inUse.has(name))) {
    const facts = await treeFacts(path.join(root, id));
    if (facts === null || now - facts.changedMs < DAY_MS) continue;
    found.push({
      kind: "upload",
      path: `uploads/${id}`,
      bytes: facts.bytes,
      changedAt: new Date(facts.changedMs),
      why: "Nobody has added to it for a day, and no import reads it.",
      remove: async () => {
        if (!(await uploadsInUse(ctx)).has(id)) await removeUpload(ctx.home, id);
      },
    });
  }
  return found;
}
