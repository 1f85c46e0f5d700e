import path from "node:path";
import { z } from "zod";
import type { ClusterResources } from "@/core/cluster-resources";
import { readJsonFile } from "@/server/storage/read-json-file";
import { bundlePath } from "@/server/training/run-files";
import type { TokenReference } from "@/server/training/token-cache";

/**
 * What the bundle of a run asks of its cluster.
 * @throws StudioError `corrupt` for a bundle that asks nothing, or nothing that `schema` knows.
 */
export async function readClusterResources<T extends ClusterResources>(
  runDirectory: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const asked = z.object({ resources: z.object({ cluster: schema }) });
  return (await readJsonFile(runJsonPath(runDirectory), asked)).resources.cluster;
}

const referenceSchema = z.object({ fingerprint: z.string(), tokens: z.string(), sha256: z.string() });
const dataSchema = z.object({ data: z.object({ reference: referenceSchema.optional() }) });

/** The tokens that the bundle of a run refers to, null where it holds its documents. */
export async function readReference(runDirectory: string): Promise<TokenReference | null> {
  const { reference } = (await readJsonFile(runJsonPath(runDirectory), dataSchema)).data;
  if (reference === undefined) return null;
  const { fingerprint, tokens, sha256 } = reference;
  return { fingerprint, folder: path.resolve(runDirectory, tokens), sha256 };
}

const runJsonPath = (runDirectory: string): string => path.join(bundlePath(runDirectory), "run.json");
