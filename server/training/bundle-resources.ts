import path from "node:path";
import { z } from "zod";
import { clusterResourcesSchema, type ClusterResources } from "@/core/cluster-resources";
import { readJsonFile } from "@/server/storage/read-json-file";
import { bundlePath } from "@/server/training/run-files";

const schema = z.object({ resources: z.object({ cluster: clusterResourcesSchema }) });

/** What the bundle of a run asks of its cluster. @throws StudioError `corrupt` for a bundle that asks nothing. */
export async function readClusterResources(runDirectory: string): Promise<ClusterResources> {
  return (await readJsonFile(path.join(bundlePath(runDirectory), "run.json"), schema)).resources.cluster;
}
