import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { CorpusVersion } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { toVersionSummary, type CorpusVersionSummary } from "@/server/services/corpus/corpus-summary";
import { findCorpus } from "@/server/services/corpus/find-corpus";
import { versionUses, type VersionUse } from "@/server/services/corpus/version-uses";
import { parseInput } from "@/server/services/parse-input";
import { DIGESTS_FILE } from "@/server/services/corpus/version-files";
import { corpusPath } from "@/server/storage/home";

export const listVersionsInput = z.object({ corpusId: z.string().min(1) });

/** One row of a corpus' history; a tombstone where `deletedAt` is set. */
export interface VersionEntry extends CorpusVersionSummary {
  readonly source: string;
  readonly importedBy: string;
  /** Of the studio's files when they were written. */
  readonly bytes: number;
  readonly deletedAt: Date | null;
  readonly deletedBy: string | null;
  readonly uses: readonly VersionUse[];
  /** Whether its files say which documents it holds, so that it can be compared. */
  readonly comparable: boolean;
}

export interface CorpusHistory {
  readonly id: string;
  readonly name: string;
  readonly archivedAt: Date | null;
  /** Newest first. */
  readonly versions: readonly VersionEntry[];
}

/** Every version a corpus has had, tombstones included. @throws StudioError `not-found` */
export async function listVersions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof listVersionsInput>;
}): Promise<CorpusHistory> {
  const { corpusId } = parseInput(listVersionsInput, input);
  const { id, name, archivedAt, versions } = await findCorpus(ctx, { corpusId });
  const uses = await versionUses(
    ctx.db,
    versions.map((version) => version.id),
  );
  const entryOf = (version: CorpusVersion): VersionEntry => ({
    ...toVersionSummary(version),
    source: version.source,
    importedBy: version.createdBy,
    bytes: Number(version.bytes),
    deletedAt: version.deletedAt,
    deletedBy: version.deletedBy,
    uses: uses.get(version.id) ?? [],
    comparable: existsSync(path.join(corpusPath(version.fingerprint, ctx.home), DIGESTS_FILE)),
  });
  return { id, name, archivedAt, versions: versions.map(entryOf) };
}
