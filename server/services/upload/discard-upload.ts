import { StudioError } from "@/core/errors";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { removeUpload } from "@/server/services/upload/remove-upload";
import { uploadStateInput } from "@/server/services/upload/upload-state";
import { uploadsInUse } from "@/server/services/upload/uploads-in-use";
import type { z } from "zod";

/** Gives an upload up. @throws StudioError `conflict` while an import reads it */
export async function discardUpload({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof uploadStateInput>;
}): Promise<void> {
  const { id } = parseInput(uploadStateInput, input);
  authorise(ctx, "import a corpus");
  if ((await uploadsInUse(ctx)).has(id))
    throw new StudioError("conflict", "These files are being imported.", "Cancel the import first.");
  await removeUpload(ctx.home, id);
}
