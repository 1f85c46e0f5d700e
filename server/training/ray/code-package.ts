import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { zipSync, type Zippable } from "fflate";
import { packageRoot } from "@/server/training/python-package";
import type { RayClient } from "@/server/training/ray/ray-client";

const MODULE = "meta_rater_gpu";
/** Zip files know no earlier time; the same code makes the same bytes whenever it is packed. */
const LONG_AGO = new Date(1980, 0, 1);

/** The trainer's code as Ray takes it. */
export interface CodePackage {
  /** As Ray's clients name one, by its content. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The trainer as a zip file whose bytes depend on its sources alone. */
export async function packCode(root = packageRoot("gpu")): Promise<CodePackage> {
  const folder = path.join(/* turbopackIgnore: true */ root, MODULE);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".py")).sort();
  const files: Zippable = {};
  for (const name of names)
    files[`${MODULE}/${name}`] = [
      new Uint8Array(await readFile(path.join(/* turbopackIgnore: true */ folder, name))),
      { mtime: LONG_AGO, level: 9 },
    ];
  const bytes = zipSync(files);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name: `_ray_pkg_${sha256.slice(0, 32)}.zip`, bytes };
}

/** Sends the trainer's code to a Ray that does not hold it, which forgets what no job used for a while; returns its address there. */
export async function sendCode(client: RayClient, root?: string): Promise<string> {
  const { name, bytes } = await packCode(root);
  if (!(await client.hasPackage(name))) await client.putPackage(name, bytes);
  return `gcs://${name}`;
}
