import { StudioError } from "@/core/errors";
import { readManifest, storedBytes, uploadFolder } from "@/server/services/upload/upload-folder";

/**
 * The folder of an upload whose files are all there, and their names.
 * @throws StudioError `not-found`, `not-ready` while bytes are still to come
 */
export async function findUpload(
  home: string,
  uploadId: string,
): Promise<{ folder: string; names: readonly string[] }> {
  const { files } = await readManifest(home, uploadId);
  for (const { name, bytes } of files) {
    if ((await storedBytes(home, uploadId, name)) < bytes)
      throw new StudioError(
        "not-ready",
        `${name} is not wholly uploaded yet.`,
        "Wait for the upload to end.",
      );
  }
  return { folder: uploadFolder(home, uploadId).files, names: files.map(({ name }) => name) };
}
