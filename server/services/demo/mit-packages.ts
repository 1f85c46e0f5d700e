import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      peer: z.boolean().optional(),
    }),
  ),
});
const manifestSchema = z.object({ version: z.string(), license: z.unknown() });

const PREFIX = "node_modules/";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

async function mitPackage(root: string, location: string): Promise<InstalledPackage | null> {
  const folder = path.join(root, location);
  const text = await readFile(path.join(folder, "package.json"), "utf8").catch(() => null);
  if (text === null) return null;
  const manifest = manifestSchema.safeParse(JSON.parse(text));
  if (!manifest.success || manifest.data.license !== "MIT") return null;
  return { name: location.slice(PREFIX.length), version: manifest.data.version, folder };
}

/**
 * The packages every installation of the studio has (locked, neither of development nor optional nor nested) whose own
 * package.json gives exactly MIT as the licence, by name.
 */
export async function mitPackages(root: string): Promise<InstalledPackage[]> {
  const lock = lockSchema.parse(JSON.parse(await readFile(path.join(root, "package-lock.json"), "utf8")));
  const locations = Object.entries(lock.packages)
    .filter(([location]) => location.startsWith(PREFIX) && !location.includes(PREFIX, PREFIX.length))
    .filter(([, entry]) => ![entry.dev, entry.optional, entry.devOptional, entry.peer].includes(true))
    .map(([location]) => location)
    .sort();
  const packages = await Promise.all(locations.map((location) => mitPackage(root, location)));
  return packages.filter((found) => found !== null);
}
