import type { z } from "zod";
import { StudioError } from "@/core/errors";
import { versionUsesText } from "@/core/version-uses-text";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { discardCorpusFiles, type DeletionStep } from "@/server/services/corpus/discard-files";
import { corpusPartInput, findCorpus, type CorpusPart } from "@/server/services/corpus/find-corpus";
import { versionUses, type VersionUse } from "@/server/services/corpus/version-uses";
import { parseInput } from "@/server/services/parse-input";

interface RemoveCorpus {
  readonly ctx: Context;
  readonly input: z.input<typeof corpusPartInput>;
  readonly onStep?: (step: DeletionStep) => void | Promise<void>;
}

/**
 * Deletes a corpus, or one version: the rows become tombstones in one transaction, then the files go that no other version
 * has. Doing it again finishes a deletion that was cut off; so does clean-up.
 * @throws StudioError `not-found`; `conflict` when a selection pins one of the versions: nothing is deleted then
 */
export async function removeCorpus({ ctx, input, onStep = () => undefined }: RemoveCorpus): Promise<void> {
  const part = parseInput(corpusPartInput, input);
  authorise(ctx, "delete a corpus");
  const { name } = await findCorpus(ctx, part);
  const fingerprints = await transaction(ctx.db, (tx) => bury(tx, ctx, part, name));
  await onStep("recorded");
  for (const fingerprint of fingerprints) await discardCorpusFiles(ctx, fingerprint, onStep);
}

/** The write comes first: whoever confirms a selection of the same version waits for it, or is waited for. */
async function bury(
  tx: DbTransaction,
  ctx: Context,
  { corpusId, number }: CorpusPart,
  name: string,
): Promise<string[]> {
  const doomed = { workspaceId: ctx.workspaceId, corpusId, ...(number === undefined ? {} : { number }) };
  const { count } = await tx.corpusVersion.updateMany({
    where: { ...doomed, deletedAt: null },
    data: { deletedAt: new Date(), deletedBy: ctx.actor, version: { increment: 1 } },
  });
  const versions = await tx.corpusVersion.findMany({ where: doomed, orderBy: { number: "desc" } });
  const uses = await versionUses(
    tx,
    versions.map(({ id }) => id),
  );
  for (const version of versions) {
    const pinning = uses.get(version.id) ?? [];
    if (pinning.length > 0) throw inUse(name, version.number, pinning);
  }
  const detail = { name, number: number ?? null };
  if (count > 0) await recordAudit(tx, ctx, { action: "corpus deleted", subject: corpusId, detail });
  return [...new Set(versions.map(({ fingerprint }) => fingerprint))];
}

const inUse = (name: string, number: number, uses: readonly VersionUse[]): StudioError =>
  new StudioError(
    "conflict",
    `Version ${String(number)} of "${name}" is used by ${versionUsesText(uses)}; nothing was deleted.`,
    "Archive it instead: it leaves the lists, and what uses it still opens.",
  );
