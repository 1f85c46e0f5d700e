import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import canonicalize from "canonicalize";
import { z } from "zod";
import { fileDigest } from "@/server/storage/file-digest";

const fileSchema = z.strictObject({
  path: z.string(),
  bytes: z.number().int(),
  sha256: z.string().length(64),
});
export const bundleManifestSchema = z.strictObject({
  v: z.literal(1),
  files: z.array(fileSchema),
  bundle_sha256: z.string().length(64),
});

export type BundleManifest = z.output<typeof bundleManifestSchema>;
type BundleFile = z.output<typeof fileSchema>;

export const MANIFEST = "MANIFEST.json";

/** Manifest of all files below a folder but itself, by path; `bundle_sha256` is over the RFC 8785 JSON of the list of files. */
export async function bundleManifest(root: string): Promise<BundleManifest> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => file !== MANIFEST)
    .sort();
  const files: BundleFile[] = [];
  for (const file of paths) files.push(await describeFile(root, file));
  return { v: 1, files, bundle_sha256: bundleSha256(files) };
}

/** Over the RFC 8785 JSON of a list of files. */
export const bundleSha256 = (files: readonly BundleFile[]): string =>
  createHash("sha256")
    .update(canonicalize(files) ?? "")
    .digest("hex");

const describeFile = async (root: string, file: string): Promise<BundleFile> => ({
  path: file,
  ...(await fileDigest(path.join(root, file))),
});
