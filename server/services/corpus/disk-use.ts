import { readdir, statfs } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { corpusBytes, sumBytes, type CorpusBytes } from "@/server/services/corpus/corpus-bytes";
import { treeFacts } from "@/server/storage/tree-facts";

export interface CorpusDiskUse {
  readonly corpusId: string;
  readonly name: string;
  readonly archived: boolean;
  readonly versions: number;
  readonly bytes: CorpusBytes;
  readonly total: number;
  /** Part of the total that another corpus holds as well: it is on disk once. */
  readonly sharedBytes: number;
}

export interface DiskUse {
  /** The largest first; without files left out. */
  readonly corpora: readonly CorpusDiskUse[];
  /** All files of corpora, each counted once. */
  readonly corporaBytes: number;
  readonly selectionBytes: number;
  readonly runBytes: number;
  /** Scratch, uploads and whatever else lies in the studio's folder. */
  readonly otherBytes: number;
  /** Left to the studio on the disk. */
  readonly freeBytes: number;
}

/** What the studio's folder holds on disk, measured now. */
export async function diskUse({ ctx }: { ctx: Context }): Promise<DiskUse> {
  const corpora = await ctx.db.corpus.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { versions: { where: { deletedAt: null }, select: { fingerprint: true } } },
  });
  const fingerprintsOf = corpora.map(
    ({ versions }) => new Set(versions.map(({ fingerprint }) => fingerprint)),
  );
  const measured = new Map<string, CorpusBytes>();
  for (const fingerprint of new Set(fingerprintsOf.flatMap((own) => [...own]))) {
    measured.set(fingerprint, await corpusBytes(fingerprint, ctx.home));
  }
  const holders = (fingerprint: string): number =>
    fingerprintsOf.filter((own) => own.has(fingerprint)).length;
  const used = corpora.map(({ id, name, archivedAt }, index): CorpusDiskUse => {
    const own = [...(fingerprintsOf[index] ?? [])];
    const bytes = addUp(own.flatMap((fingerprint) => measured.get(fingerprint) ?? []));
    const shared = own.filter((fingerprint) => holders(fingerprint) > 1);
    return {
      corpusId: id,
      name,
      archived: archivedAt !== null,
      versions: own.length,
      bytes,
      total: sumBytes(bytes),
      sharedBytes: sumBytes(addUp(shared.flatMap((fingerprint) => measured.get(fingerprint) ?? []))),
    };
  });
  return {
    corpora: used.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total),
    corporaBytes: sumBytes(addUp([...measured.values()])),
    ...(await bytesBeside(ctx.home)),
    freeBytes: await freeBytes(ctx.home),
  };
}

const addUp = (all: readonly CorpusBytes[]): CorpusBytes => ({
  text: all.reduce((sum, { text }) => sum + text, 0),
  scores: all.reduce((sum, { scores }) => sum + scores, 0),
  preview: all.reduce((sum, { preview }) => sum + preview, 0),
  cache: all.reduce((sum, { cache }) => sum + cache, 0),
});

async function bytesBeside(
  home: string,
): Promise<Pick<DiskUse, "selectionBytes" | "runBytes" | "otherBytes">> {
  const bytes = { selectionBytes: 0, runBytes: 0, otherBytes: 0 };
  for (const name of await readdir(home).catch(() => [])) {
    const own = (await treeFacts(path.join(home, name)))?.bytes ?? 0;
    if (name === "selections") bytes.selectionBytes += own;
    else if (name === "runs") bytes.runBytes += own;
    else if (name !== "corpora" && name !== "cache") bytes.otherBytes += own;
  }
  return bytes;
}

async function freeBytes(home: string): Promise<number> {
  const { bavail, bsize } = await statfs(home);
  return bavail * bsize;
}
