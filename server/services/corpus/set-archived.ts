import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { corpusPartInput, findCorpus, type CorpusPart } from "@/server/services/corpus/find-corpus";
import { parseInput } from "@/server/services/parse-input";

/** Writes when a corpus, or one version, was archived; writing what is written already changes nothing. */
export async function setArchived(ctx: Context, part: CorpusPart, archivedAt: Date | null): Promise<void> {
  const { corpusId, number } = parseInput(corpusPartInput, part);
  authorise(ctx, "archive a corpus");
  await findCorpus(ctx, { corpusId, number });
  const data = { archivedAt, version: { increment: 1 } };
  const turned = { workspaceId: ctx.workspaceId, archivedAt: archivedAt === null ? { not: null } : null };
  await transaction(ctx.db, async (tx) => {
    const { count } =
      number === undefined
        ? await tx.corpus.updateMany({ where: { ...turned, id: corpusId }, data })
        : await tx.corpusVersion.updateMany({
            where: { ...turned, corpusId, number, deletedAt: null },
            data,
          });
    const action = archivedAt === null ? "corpus restored" : "corpus archived";
    if (count > 0)
      await recordAudit(tx, ctx, { action, subject: corpusId, detail: { number: number ?? null } });
  });
}
