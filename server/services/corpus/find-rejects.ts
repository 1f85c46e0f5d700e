import { stat } from "node:fs/promises";
import { z } from "zod";
import type { Context } from "@/server/services/context";
import { corpusRejects, failedRejects } from "@/server/services/corpus/kept-rejects";
import { parseInput } from "@/server/services/parse-input";

/** Id of a version, or of an import that failed. */
export const findRejectsInput = z.strictObject({ id: z.uuid() });

interface FindRejects {
  readonly ctx: Pick<Context, "db" | "home" | "workspaceId">;
  readonly input: z.input<typeof findRejectsInput>;
}

interface FoundRejects {
  readonly file: string;
  readonly bytes: number;
}

/** The list of all rows an import rejected; null when it rejected none, or wrote no list. */
export async function findRejects({ ctx, input }: FindRejects): Promise<FoundRejects | null> {
  const { id } = parseInput(findRejectsInput, input);
  const version = await ctx.db.corpusVersion.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  const file =
    version === null ? failedRejects(id, ctx.home) : corpusRejects(version.fingerprint, id, ctx.home);
  return stat(file).then(
    ({ size }) => ({ file, bytes: size }),
    () => null,
  );
}

/** Whether there is such a list, and its size; where it lies is nothing for a page. */
export async function hasRejects(asked: FindRejects): Promise<{ bytes: number } | null> {
  const found = await findRejects(asked);
  return found === null ? null : { bytes: found.bytes };
}
