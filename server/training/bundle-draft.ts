import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";
import { syncTree } from "@/server/storage/sync-tree";
import { bundleManifest, bundleManifestSchema, MANIFEST } from "@/server/training/bundle-manifest";
import { bundlePath, isNotFound } from "@/server/training/run-files";

/**
 * Makes runs/<id>/bundle once: filled beside its place, listed in its manifest, made read-only, synced, renamed. Returns
 * bundle_sha256, at once when the bundle is there. What an earlier call had begun is removed.
 */
export async function bundleOnce(
  runDirectory: string,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  const target = bundlePath(runDirectory);
  const existing = await readStagedSha256(runDirectory);
  if (existing !== null) return existing;
  await removeDrafts(runDirectory);
  const draft = `${target}.${randomUUID()}.tmp`;
  await mkdir(draft, { recursive: true });
  await fill(draft);
  const manifest = await bundleManifest(draft);
  await writeFile(path.join(draft, MANIFEST), JSON.stringify(manifest, null, 2));
  for (const file of [MANIFEST, ...manifest.files.map((entry) => entry.path)])
    await chmod(path.join(draft, file), 0o444);
  await syncTree(draft);
  await moveIntoPlace(draft, target);
  return manifest.bundle_sha256;
}

/** bundle_sha256 of the bundle a run has, null while it has none. */
async function readStagedSha256(runDirectory: string): Promise<string | null> {
  try {
    await readdir(bundlePath(runDirectory));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  return (await readJsonFile(path.join(bundlePath(runDirectory), MANIFEST), bundleManifestSchema))
    .bundle_sha256;
}

/** Removes what a stager that was killed left behind. */
async function removeDrafts(runDirectory: string): Promise<void> {
  await mkdir(runDirectory, { recursive: true });
  for (const name of await readdir(runDirectory))
    if (/^bundle\..+\.tmp$/.test(name))
      await rm(path.join(runDirectory, name), { recursive: true, force: true });
}
