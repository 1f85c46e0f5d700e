import type { Context } from "@/server/services/context";
import { toVersionSummary, type CorpusVersionSummary } from "@/server/services/corpus/corpus-summary";

/** A corpus as a whole, or versions of it, that are out of the lists. */
export interface ArchivedCorpus {
  readonly corpusId: string;
  readonly name: string;
  /** When the corpus was archived as a whole; null where only the versions were. */
  readonly archivedAt: Date | null;
  /** Of an archived corpus all that are left, else the archived ones; newest first. */
  readonly versions: readonly (CorpusVersionSummary & { readonly bytes: number })[];
}

/** What is left of a deleted version. */
export interface Tombstone extends CorpusVersionSummary {
  readonly corpusId: string;
  readonly name: string;
  readonly deletedAt: Date;
  readonly deletedBy: string;
}

export interface PutAway {
  /** By name. */
  readonly archived: readonly ArchivedCorpus[];
  /** Deleted last first. */
  readonly deleted: readonly Tombstone[];
}

/** What is archived and what was deleted. */
export async function listArchived({ ctx }: { ctx: Context }): Promise<PutAway> {
  const corpora = await ctx.db.corpus.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { name: "asc" },
    include: { versions: { orderBy: { number: "desc" } } },
  });
  const archived = corpora.flatMap(({ id, name, archivedAt, versions }): ArchivedCorpus[] => {
    const out = versions.filter(
      (version) => version.deletedAt === null && (archivedAt !== null || version.archivedAt !== null),
    );
    if (out.length === 0) return [];
    const listed = out.map((version) => ({ ...toVersionSummary(version), bytes: Number(version.bytes) }));
    return [{ corpusId: id, name, archivedAt, versions: listed }];
  });
  const deleted = corpora.flatMap(({ id, name, versions }) =>
    versions.flatMap((version): Tombstone[] => {
      const { deletedAt, deletedBy } = version;
      if (deletedAt === null) return [];
      return [
        { ...toVersionSummary(version), corpusId: id, name, deletedAt, deletedBy: deletedBy ?? "unknown" },
      ];
    }),
  );
  return { archived, deleted: deleted.sort((a, b) => b.deletedAt.getTime() - a.deletedAt.getTime()) };
}
