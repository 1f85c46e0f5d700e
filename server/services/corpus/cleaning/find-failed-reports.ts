import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { DAY_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { treeFacts } from "@/server/storage/tree-facts";

const KEPT_DAYS = 30;

/** What failed imports rejected, once it has lain for 30 days. */
export async function findFailedReports({ home }: Context, now: number): Promise<Removable[]> {
  const root = path.join(home, "imports");
  const found: Removable[] = [];
  for (const id of await readdir(root).catch(() => [])) {
    const folder = path.join(root, id);
    const facts = await treeFacts(folder);
    if (facts === null || now - facts.changedMs < KEPT_DAYS * DAY_MS) continue;
    found.push({
      kind: "report",
      path: `imports/${id}`,
      bytes: facts.bytes,
      changedAt: new Date(facts.changedMs),
      why: `Report of an import that failed more than ${String(KEPT_DAYS)} days ago.`,
      remove: () => rm(folder, { recursive: true, force: true }),
    });
  }
  return found;
}
