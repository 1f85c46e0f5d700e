import { writeFileAtomic } from "@/server/storage/atomic-file";
import { bundleManifest } from "@/server/training/bundle-manifest";
import { modelManifestPath, modelPath } from "@/server/training/run-files";

/** Writes down what the files of a finished model are, in the form of a bundle's manifest; returns the sha256 over them. */
export async function keepModelManifest(runDirectory: string): Promise<string> {
  const manifest = await bundleManifest(modelPath(runDirectory));
  await writeFileAtomic(modelManifestPath(runDirectory), JSON.stringify(manifest, null, 2));
  return manifest.bundle_sha256;
}
