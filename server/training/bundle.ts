import { randomUUID } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";
import { syncTree } from "@/server/storage/sync-tree";
import { writeDocuments } from "@/server/training/bundle-documents";
import { bundleManifest, bundleManifestSchema, MANIFEST } from "@/server/training/bundle-manifest";
import { writeReference } from "@/server/training/bundle-reference";
import type { BundleSources, StagingOptions } from "@/server/training/bundle-sources";
import { bundlePath, isNotFound } from "@/server/training/run-files";
import { runJson, type RunSpecification } from "@/server/training/run-json";

/**
 * Makes runs/<id>/bundle once: built beside its place, synced, renamed. Returns bundle_sha256, at once when it is there.
 * @throws StudioError `cancelled` when the signal aborts; whatever was begun is removed by the next call.
 */
export async function stageBundle(
  run: RunSpecification,
  sources: BundleSources,
  options: StagingOptions = {},
): Promise<string> {
  const target = bundlePath(sources.runDirectory);
  const existing = await readStagedSha256(sources.runDirectory);
  if (existing !== null) return existing;
  await removeDrafts(sources.runDirectory);
  const draft = `${target}.${randomUUID()}.tmp`;
  await mkdir(path.join(draft, "data"), { recursive: true });
  await mkdir(path.join(draft, "tokenizer"));
  const data =
    run.tokens === undefined
      ? await writeDocuments(draft, sources, options)
      : await writeReference(draft, sources, run.tokens, options);
  await copyFile(path.join(sources.selectionDirectory, "manifest.json"), path.join(draft, "selection.json"));
  await writeFile(path.join(draft, "tokenizer", "tokenizer.json"), JSON.stringify(tokenizerJson()));
  await writeFile(path.join(draft, "run.json"), JSON.stringify(runJson(run, data), null, 2));
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
