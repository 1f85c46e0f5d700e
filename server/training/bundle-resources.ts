import { z } from "zod";
import type { ClusterResources } from "@/core/cluster-resources";
import { readJsonFile } from "@/server/storage/read-json-file";
import { runJsonPath } from "@/server/training/run-files";

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
