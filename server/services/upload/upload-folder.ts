import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { SOURCE_ENDINGS, sourceFormat } from "@/core/source-format";
import { UPLOAD_FILES } from "@/core/upload-limits";
import { uploadPath } from "@/server/storage/home";

/** Folders above a file are domains, as in a source that is read where it lies; more depth serves nothing. */
const DEEPEST = 4;

/** Bytes of one part of a name that common file systems take, less the ending of an unfinished file. */
const LONGEST = 240;

const isSafePart = (part: string): boolean =>
  part !== "" && !part.startsWith(".") && !/[\p{Cc}\\:]/u.test(part) && Buffer.byteLength(part) <= LONGEST;

/** Name of a sent file: parts joined by `/`, none of which can lead out of the folder of the upload. */
const uploadedName = z
  .string()
  .refine(
    (name) => name.isWellFormed() && name.split("/").every(isSafePart),
    "is no name a file can have here",
  )
  .refine((name) => name.split("/").length <= DEEPEST, `lies deeper than ${String(DEEPEST)} folders`)
  .refine((name) => sourceFormat(name) !== null, `does not end in ${SOURCE_ENDINGS}`);

export const uploadManifestSchema = z.strictObject({
  files: z
    .array(z.strictObject({ name: uploadedName, bytes: z.number().int().min(0) }))
    .min(1)
    .max(UPLOAD_FILES),
});

/** What is to come: every file with its size. Written before the first byte is taken. */
export type UploadManifest = z.output<typeof uploadManifestSchema>;

/** Paths of an upload. A file carries `.part` until its last byte is there. */
export const uploadFolder = (home: string, uploadId: string) => {
  const folder = uploadPath(uploadId, home);
  return {
    folder,
    manifest: path.join(folder, "upload.json"),
    files: path.join(folder, "files"),
    whole: (name: string) => path.join(folder, "files", name),
    part: (name: string) => path.join(folder, "files", `${name}.part`),
  };
};

/** @throws StudioError `not-found` when no upload of that id was begun */
export async function readManifest(home: string, uploadId: string): Promise<UploadManifest> {
  const { manifest } = uploadFolder(home, uploadId);
  const text = await readFile(/* turbopackIgnore: true */ manifest, "utf8").catch(() => null);
  if (text !== null) return uploadManifestSchema.parse(JSON.parse(text));
  throw new StudioError(
    "not-found",
    "This upload is not there (any more).",
    "Choose the files again; an upload is removed once it is imported, and after a day.",
  );
}

const sizeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ size }) => size,
    () => null,
  );

/** Bytes of a file that are stored, in order from its first. */
export async function storedBytes(home: string, uploadId: string, name: string): Promise<number> {
  const folder = uploadFolder(home, uploadId);
  return (await sizeOf(folder.whole(name))) ?? (await sizeOf(folder.part(name))) ?? 0;
}
