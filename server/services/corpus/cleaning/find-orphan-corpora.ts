import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { HOUR_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { discardCorpusFiles } from "@/server/services/corpus/discard-files";
import { treeFacts } from "@/server/storage/tree-facts";

const FINGERPRINT = /^[0-9a-f]{64}$/;

/**
 * Folders of corpora/ that no version names: of deletions that were cut off, and of imports that ended between their last
 * file and the database. The latter may still be about to be named for an hour.
 */
export async function findOrphanCorpora(ctx: Context, now: number): Promise<Removable[]> {
  const names = (await readdir(path.join(ctx.home, "corpora")).catch(() => [])).filter((name) =>
    FINGERPRINT.test(name),
  );
  const versions = await ctx.db.corpusVersion.findMany({
    where: { fingerprint: { in: names } },
    select: { fingerprint: true, deletedAt: true },
  });
  const needed = new Set(
    versions.filter(({ deletedAt }) => deletedAt === null).map(({ fingerprint }) => fingerprint),
  );
  const buried = new Set(versions.map(({ fingerprint }) => fingerprint));
  const found: Removable[] = [];
  for (const fingerprint of names.filter((name) => !needed.has(name))) {
    const facts = await treeFacts(path.join(ctx.home, "corpora", fingerprint));
    if (facts === null) continue;
    if (!buried.has(fingerprint) && now - facts.changedMs < HOUR_MS) continue;
    found.push({
      kind: "corpus",
      path: `corpora/${fingerprint}`,
      bytes: facts.bytes,
      changedAt: new Date(facts.changedMs),
      why: buried.has(fingerprint)
        ? "Its corpus was deleted."
        : "No corpus names it: its import was cut off.",
      remove: () => discardCorpusFiles(ctx, fingerprint),
    });
  }
  return found;
}
