import type { z } from "zod";
import type { CorpusVersion } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { corpusBytes, sumBytes, type CorpusBytes } from "@/server/services/corpus/corpus-bytes";
import { corpusPartInput, findCorpus } from "@/server/services/corpus/find-corpus";
import { versionUses, type VersionUse } from "@/server/services/corpus/version-uses";
import { parseInput } from "@/server/services/parse-input";

export interface DoomedVersion {
  readonly versionId: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly documents: number;
  readonly tokens: number;
  readonly bytes: CorpusBytes;
  /** Selections for whose sake it can only be archived. */
  readonly uses: readonly VersionUse[];
  /** Versions outside this deletion that keep the same files. */
  readonly sharedWith: readonly { readonly name: string; readonly number: number }[];
}

/** What deleting a corpus, or one version, would do; nothing has been done. */
export interface Removal {
  readonly corpusId: string;
  readonly name: string;
  /** Newest first; tombstones are left out. */
  readonly versions: readonly DoomedVersion[];
  /** What the disk gains. */
  readonly freedBytes: number;
  /** False where a selection pins one of the versions. */
  readonly allowed: boolean;
}

/** @throws StudioError `not-found` */
export async function planRemoval({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof corpusPartInput>;
}): Promise<Removal> {
  const part = parseInput(corpusPartInput, input);
  const corpus = await findCorpus(ctx, part);
  const doomed = corpus.versions.filter(
    ({ number, deletedAt }) => deletedAt === null && (part.number === undefined || part.number === number),
  );
  const uses = await versionUses(
    ctx.db,
    doomed.map(({ id }) => id),
  );
  const others = await othersWithTheFiles(ctx, doomed);
  const versions = await Promise.all(
    doomed.map(async (version): Promise<DoomedVersion> => ({
      versionId: version.id,
      number: version.number,
      fingerprint: version.fingerprint,
      documents: Number(version.documents),
      tokens: Number(version.tokens),
      bytes: await corpusBytes(version.fingerprint, ctx.home),
      uses: uses.get(version.id) ?? [],
      sharedWith: others.get(version.fingerprint) ?? [],
    })),
  );
  const freed = new Map(
    versions
      .filter(({ sharedWith }) => sharedWith.length === 0)
      .map(({ fingerprint, bytes }) => [fingerprint, sumBytes(bytes)]),
  );
  return {
    corpusId: corpus.id,
    name: corpus.name,
    versions,
    freedBytes: [...freed.values()].reduce((sum, bytes) => sum + bytes, 0),
    allowed: versions.every((version) => version.uses.length === 0),
  };
}

/** Versions that are to stay, by the fingerprint they share with one that is not. */
async function othersWithTheFiles(
  ctx: Context,
  doomed: readonly CorpusVersion[],
): Promise<Map<string, { name: string; number: number }[]>> {
  const staying = await ctx.db.corpusVersion.findMany({
    where: {
      fingerprint: { in: doomed.map(({ fingerprint }) => fingerprint) },
      id: { notIn: doomed.map(({ id }) => id) },
      deletedAt: null,
    },
    include: { corpus: { select: { name: true } } },
    orderBy: [{ createdAt: "asc" }],
  });
  const found = new Map<string, { name: string; number: number }[]>();
  for (const { fingerprint, number, corpus } of staying) {
    found.set(fingerprint, [...(found.get(fingerprint) ?? []), { name: corpus.name, number }]);
  }
  return found;
}
