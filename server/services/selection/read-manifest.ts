import path from "node:path";
import { StudioError } from "@/core/errors";
import { selectionManifestSchema, type SelectionManifest } from "@/core/selection-manifest";
import { fileDigest } from "@/server/storage/file-digest";
import { readJsonFile } from "@/server/storage/read-json-file";

export const MANIFEST_FILE = "manifest.json";
export const SELECTION_FILE = "selection.parquet";

/** The manifest in a selection's folder, null when there is none. */
export async function readManifest(folder: string): Promise<SelectionManifest | null> {
  try {
    return await readJsonFile(path.join(folder, MANIFEST_FILE), selectionManifestSchema);
  } catch (error) {
    if (error instanceof StudioError && error.code === "not-found") return null;
    throw error;
  }
}

/** The manifest, if every file it lists is there byte for byte; null otherwise. */
export async function readIntactManifest(folder: string): Promise<SelectionManifest | null> {
  const manifest = await readManifest(folder).catch(() => null);
  for (const file of manifest?.files ?? []) {
    const digest = await fileDigest(path.join(folder, file.path)).catch(() => null);
    if (digest?.sha256 !== file.sha256 || digest.bytes !== file.bytes) return null;
  }
  return manifest;
}
