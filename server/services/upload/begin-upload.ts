import { mkdir, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { UPLOAD_BYTES } from "@/core/upload-limits";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { diskFault } from "@/server/services/upload/disk-fault";
import { sweepUploads } from "@/server/services/upload/sweep-uploads";
import {
  readManifest,
  uploadFolder,
  uploadManifestSchema,
  type UploadManifest,
} from "@/server/services/upload/upload-folder";
import { getUploadState, type UploadState } from "@/server/services/upload/upload-state";
import { writeFileAtomic } from "@/server/storage/atomic-file";

export const beginUploadInput = uploadManifestSchema.extend({
  /** Made by the client; beginning again with the same files goes on. */
  id: z.uuid(),
});

/**
 * Announces the files of an upload and says how much of each is there already.
 * @throws StudioError `invalid-input` for names, endings and sizes, `conflict` when the id has other files, `unavailable`
 * when the disk has no room
 */
export async function beginUpload({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof beginUploadInput>;
}): Promise<UploadState> {
  const { id, files } = parseInput(beginUploadInput, input);
  authorise(ctx, "import a corpus");
  refuseFiles(files);
  await sweepUploads(ctx);
  const known = await readManifest(ctx.home, id).catch(() => null);
  if (known !== null && JSON.stringify(known.files) !== JSON.stringify(files))
    throw new StudioError("conflict", "This upload was begun with other files.", "Begin a new one.");
  if (known === null) await announce(ctx.home, id, { files });
  return getUploadState({ ctx, input: { id } });
}

function refuseFiles(files: UploadManifest["files"]): void {
  const names = files.map(({ name }) => name.toLowerCase());
  const twice = files.find((_, index) => names.indexOf(names[index] ?? "") !== index);
  if (twice !== undefined)
    throw new StudioError(
      "invalid-input",
      `Two files are named ${twice.name}.`,
      "Rename one, or leave it out.",
    );
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= UPLOAD_BYTES) return;
  const megabytes = (bytes: number): string => `${String(Math.ceil(bytes / 1_000_000))} MB`;
  throw new StudioError(
    "invalid-input",
    `These files are ${megabytes(total)} together; an upload takes ${megabytes(UPLOAD_BYTES)}.`,
    "Put them into a folder on the machine of the studio and import that by its path.",
  );
}

async function announce(home: string, id: string, manifest: UploadManifest): Promise<void> {
  const folder = uploadFolder(home, id);
  try {
    await mkdir(folder.files, { recursive: true });
    const { bavail, bsize } = await statfs(folder.files);
    const wanted = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (bavail * bsize < wanted) throw Object.assign(new Error("no room"), { code: "ENOSPC" });
    for (const { name, bytes } of manifest.files) {
      await mkdir(path.dirname(folder.whole(name)), { recursive: true });
      if (bytes === 0) await writeFile(folder.whole(name), "");
    }
    await writeFileAtomic(folder.manifest, JSON.stringify(manifest));
  } catch (error) {
    throw diskFault(error, home);
  }
}
