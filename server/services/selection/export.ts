import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { SelectionManifest } from "@/core/selection-manifest";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { getSelection } from "@/server/services/selection/get";
import { MANIFEST_FILE, readIntactManifest, readManifest } from "@/server/services/selection/read-manifest";
import { moveIntoPlace, syncPath } from "@/server/storage/atomic-file";
import { selectionPath } from "@/server/storage/home";

export const exportSelectionInput = z.object({ id: z.string().min(1), folder: z.string().min(1) });

/**
 * Copies the files of a written selection into a folder, the manifest last: a folder with a manifest is complete.
 * @throws StudioError `not-ready`; `corrupt` for damaged files; `conflict` when the folder holds somebody else's manifest.json
 */
export async function exportSelection({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof exportSelectionInput>;
}): Promise<SelectionManifest> {
  const { id, folder } = parseInput(exportSelectionInput, input);
  const { selectionKey, state } = await getSelection({ ctx, input: { id } });
  if (state !== "ready")
    throw new StudioError("not-ready", `Selection ${id} is ${state}.`, "Wait until it is ready.");
  const source = selectionPath(selectionKey, ctx.home);
  const manifest = await readIntactManifest(source);
  if (manifest === null) {
    throw new StudioError(
      "corrupt",
      `The files in ${source} are not what their manifest says.`,
      "Remove that folder and confirm again.",
    );
  }
  await refuseForeign(folder);
  await mkdir(folder, { recursive: true });
  await rm(path.join(folder, MANIFEST_FILE), { force: true });
  for (const name of [...manifest.files.map((file) => file.path), MANIFEST_FILE]) {
    const draft = path.join(folder, `${name}.tmp`);
    await copyFile(path.join(source, name), draft);
    await syncPath(draft);
    await moveIntoPlace(draft, path.join(folder, name));
  }
  return manifest;
}

async function refuseForeign(folder: string): Promise<void> {
  await readManifest(folder).catch(() => {
    const file = path.join(folder, MANIFEST_FILE);
    throw new StudioError(
      "conflict",
      `${file} is not a selection's manifest and is not overwritten.`,
      "Choose an empty folder.",
    );
  });
}
