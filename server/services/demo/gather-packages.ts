import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { DemoDocument } from "@/server/services/demo/demo-document";
import { type InstalledPackage, mitPackages } from "@/server/services/demo/mit-packages";

interface Kind {
  readonly domain: "documentation" | "github";
  readonly file: RegExp;
  /** Characters of one file. */
  readonly characters: { readonly least: number; readonly most: number };
  readonly perPackage: { readonly files: number; readonly characters: number };
}

const KINDS: readonly Kind[] = [
  {
    domain: "documentation",
    file: /^(?!(changelog|changes|history|license|licence|security|code_of_conduct|contributing)\b).*\.mdx?$/i,
    characters: { least: 400, most: 60_000 },
    perPackage: { files: 260, characters: 1_600_000 },
  },
  {
    domain: "github",
    file: /\.(ts|m?js)$/i,
    characters: { least: 600, most: 16_000 },
    perPackage: { files: 20, characters: 45_000 },
  },
];

/** Folders with bundled code of other projects and licences, second builds of the same source, or tests. */
const SKIPPED_FOLDERS = new Set(
  "node_modules compiled vendor vendored third_party cjs umd esm lib-esm es6 legacy min test tests __tests__ fixtures locales".split(
    " ",
  ),
);
const LONGEST_LINE = 300;

async function filesBelow(folder: string, within = ""): Promise<string[]> {
  const items = await readdir(path.join(folder, within), { withFileTypes: true });
  const found = await Promise.all(
    items.map(async (item) => {
      const relative = path.posix.join(within, item.name);
      if (item.isDirectory()) return SKIPPED_FOLDERS.has(item.name) ? [] : filesBelow(folder, relative);
      return item.isFile() && !/\.min\./.test(item.name) ? [relative] : [];
    }),
  );
  return found.flat();
}

/** Machine-written code stands in few, long lines. */
const isWritten = (kind: Kind, text: string): boolean =>
  kind.domain === "documentation" || text.split("\n").every((line) => line.length <= LONGEST_LINE);

/** Texts of one kind in one package: sorted by path, up to the caps, none seen before. */
async function textsOf(source: InstalledPackage, files: readonly string[], kind: Kind, seen: Set<string>) {
  const documents: DemoDocument[] = [];
  let characters = 0;
  for (const file of files) {
    if (documents.length >= kind.perPackage.files) break;
    if (!kind.file.test(path.posix.basename(file))) continue;
    const text = (await readFile(path.join(source.folder, file), "utf8")).trim();
    if (text.length < kind.characters.least || text.length > kind.characters.most || !isWritten(kind, text))
      continue;
    const key = createHash("sha256").update(text).digest("hex");
    if (seen.has(key) || characters + text.length > kind.perPackage.characters) continue;
    seen.add(key);
    characters += text.length;
    const id = `npm/${source.name}@${source.version}/${file}`;
    documents.push({ id, domain: kind.domain, source: source.name, text, licence: "MIT" });
  }
  return documents;
}

/** Documentation and source code of the installed MIT packages; each id names package, version and file. */
export async function gatherPackages(root: string): Promise<DemoDocument[]> {
  const seen = new Set<string>();
  const documents: DemoDocument[] = [];
  for (const source of await mitPackages(root)) {
    const files = (await filesBelow(source.folder)).sort();
    for (const kind of KINDS) documents.push(...(await textsOf(source, files, kind, seen)));
  }
  return documents;
}
