import path from "node:path";
import { AS_WRITTEN, compared, type Verdict } from "@/core/lineage-check";
import { fileDigest, type DigestOptions, type FileDigest } from "@/server/storage/file-digest";
import { readJsonFile } from "@/server/storage/read-json-file";
import { bundleManifestSchema, bundleSha256 } from "@/server/training/bundle-manifest";
import { isNotFound } from "@/server/training/run-files";
import { StudioError } from "@/core/errors";

interface ListedFile extends FileDigest {
  readonly path: string;
}

/** Whether every file of a list below `root` has the bytes it had; the first that has not is told. */
export async function checkFiles(
  root: string,
  files: readonly ListedFile[],
  options: DigestOptions,
): Promise<Verdict> {
  for (const { path: name, sha256 } of files) {
    const found = await digestOrNull(path.join(root, name), options);
    if (found === null) return { kind: "missing", what: name };
    if (found.sha256 !== sha256)
      return { kind: "differs", what: name, expected: sha256, found: found.sha256 };
  }
  return AS_WRITTEN;
}

/** Null for a file that is not there. */
async function digestOrNull(file: string, options: DigestOptions): Promise<FileDigest | null> {
  try {
    return await fileDigest(file, options);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/**
 * Whether a folder holds what a manifest in the form of a bundle's lists, and the manifest is the one whose sha256 was kept.
 * @param manifest absolute path of the manifest
 */
export async function checkManifest(
  root: string,
  manifest: string,
  sha256: string,
  options: DigestOptions,
): Promise<Verdict> {
  const name = path.basename(manifest);
  try {
    const { files, bundle_sha256: stated } = await readJsonFile(manifest, bundleManifestSchema);
    for (const verdict of [compared(name, sha256, stated), compared(name, sha256, bundleSha256(files))])
      if (verdict.kind !== "as-written") return verdict;
    return await checkFiles(root, files, options);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    if (error.code === "not-found") return { kind: "missing", what: name };
    if (error.code === "corrupt")
      return { kind: "differs", what: name, expected: sha256, found: "no manifest" };
    throw error;
  }
}
