import { existsSync } from "node:fs";
import { z } from "zod";
import { runDataBytes, type RunDataBytes } from "@/core/run-data";
import type { Context } from "@/server/services/context";
import { corpusBytes } from "@/server/services/corpus/corpus-bytes";
import { parseInput } from "@/server/services/parse-input";
import { readySelection, selectedDomains } from "@/server/services/run/selected-domains";
import { corpusPath } from "@/server/storage/home";
import { tokenCachePath } from "@/server/training/token-cache";

export const dataBytesInput = z.object({ selectionId: z.string().min(1) });

export interface SelectionDataBytes extends RunDataBytes {
  /** Whether the tokens of the corpus are there already. */
  readonly made: boolean;
}

/** What each way to hand a run the documents of a selection takes. @throws StudioError `not-found`, `not-ready` */
export async function selectionDataBytes({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof dataBytesInput>;
}): Promise<SelectionDataBytes> {
  const { selectionId } = parseInput(dataBytesInput, input);
  const selection = await readySelection(ctx, selectionId);
  const { fingerprint, corpusVersionId } = selection;
  const { documents, tokens } = await ctx.db.corpusVersion.findUniqueOrThrow({
    where: { id: corpusVersionId },
  });
  const { text: textBytes } = await corpusBytes(fingerprint, ctx.home);
  const corpus = { documents: Number(documents), tokens: Number(tokens), textBytes };
  return {
    ...runDataBytes(await selectedDomains(ctx, selection), corpus),
    made: existsSync(tokenCachePath(corpusPath(fingerprint, ctx.home))),
  };
}
