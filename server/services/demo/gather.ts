import path from "node:path";
import { byId, type DemoDocument } from "@/server/services/demo/demo-document";
import { gatherFactbook } from "@/server/services/demo/gather-factbook";
import { gatherPackages } from "@/server/services/demo/gather-packages";
import { gatherStdlib } from "@/server/services/demo/gather-stdlib";

/** All texts of the demo corpus out of the packages installed under `root`, sorted by id. */
export async function gatherDemo(root: string): Promise<DemoDocument[]> {
  const modules = path.join(root, "node_modules");
  const parts = await Promise.all([gatherStdlib(modules), gatherFactbook(modules), gatherPackages(root)]);
  return parts.flat().sort(byId);
}
