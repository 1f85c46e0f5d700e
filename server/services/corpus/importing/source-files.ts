import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { SOURCE_ENDINGS, sourceFormat, stemOf } from "@/core/source-format";
import type { SourceMapping } from "@/core/source-mapping";
import { isWithin } from "@/server/services/corpus/import-roots";

export interface SourceFile {
  readonly path: string;
  /** Below the source folder, with `/`. */
  readonly name: string;
  /** Its domain folder; of a file that lies in none what its name says, which its rows may overrule. */
  readonly domain: string;
  readonly loose: boolean;
  readonly bytes: number;
}

export interface FoundFiles {
  /** In domain folders. */
  readonly placed: readonly SourceFile[];
  /** In no folder below the source, or the source itself. */
  readonly loose: readonly SourceFile[];
  /** False when there are more than were asked for. */
  readonly complete: boolean;
}

/**
 * The files of a source that can be imported, each list in the byte order of their paths. Names that begin with a dot
 * are passed over; what a link points to must lie under one of `roots` (null: anywhere).
 * @param most files to find before the search is given up
 * @throws StudioError `forbidden` when a link leaves the roots
 */
export async function findSourceFiles(
  source: string,
  roots: readonly string[] | null,
  most = Infinity,
): Promise<FoundFiles> {
  const kind = await stat(source);
  if (!kind.isDirectory()) {
    const readable = kind.isFile() && sourceFormat(source) !== null;
    const loose = readable ? [looseFile(source, path.basename(source), kind.size)] : [];
    return { placed: [], loose, complete: true };
  }
  const files: SourceFile[] = [];
  let seen = 0;
  const walk = async (folder: string, parts: readonly string[]): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      if (seen++ >= most) return;
      const child = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) await checkLink(child, folder, roots);
      const below = [...parts, entry.name];
      const isWanted = sourceFormat(entry.name) !== null;
      if (!entry.isDirectory() && !entry.isSymbolicLink() && !isWanted) continue;
      const { size, ...found } = await kindOf(child);
      if (found.isFolder) await walk(child, below);
      else if (found.isFile && isWanted) files.push(sourceFile(child, below, size));
    }
  };
  await walk(source, []);
  files.sort(byName);
  return {
    placed: files.filter(({ loose }) => !loose),
    loose: files.filter(({ loose }) => loose),
    complete: seen <= most,
  };
}

async function kindOf(file: string): Promise<{ isFolder: boolean; isFile: boolean; size: number }> {
  const kind = await stat(file);
  return { isFolder: kind.isDirectory(), isFile: kind.isFile(), size: kind.size };
}

function sourceFile(file: string, below: readonly string[], bytes: number): SourceFile {
  const name = below.join("/");
  const [domain = "", ...rest] = below;
  return rest.length === 0 ? looseFile(file, name, bytes) : { path: file, name, domain, loose: false, bytes };
}

const looseFile = (file: string, name: string, bytes: number): SourceFile => ({
  path: file,
  name,
  domain: stemOf(name),
  loose: true,
  bytes,
});

/**
 * The files of a source that are read: those in domain folders, where there are none or a column names the domain the
 * others too.
 * @throws StudioError `invalid-input` when there is none, `forbidden` when a link leaves the roots
 */
export async function listSourceFiles(
  source: string,
  roots: readonly string[] | null,
  mapping: Pick<SourceMapping, "domain"> = {},
): Promise<SourceFile[]> {
  const found = await findSourceFiles(source, roots);
  refuseNoFiles(source, found);
  return chooseFiles(found, mapping);
}

/** @throws StudioError `invalid-input` when nothing was found that can be imported */
export function refuseNoFiles(source: string, { placed, loose }: FoundFiles): void {
  if (placed.length + loose.length > 0) return;
  throw new StudioError(
    "invalid-input",
    `${source} holds no file to import: none ends in ${SOURCE_ENDINGS}.`,
    "Name such a file, or a folder of them; each folder in it is a domain, as in SOURCE/wikipedia/part-000000.jsonl.",
  );
}

/** Which of the files there are an import reads under a mapping. */
export const chooseFiles = (
  { placed, loose }: FoundFiles,
  mapping: Pick<SourceMapping, "domain">,
): SourceFile[] => {
  const byFolder = placed.length > 0 && mapping.domain === undefined;
  return byFolder ? [...placed] : [...placed, ...loose].sort(byName);
};

const byName = (a: SourceFile, b: SourceFile): number =>
  Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));

async function checkLink(link: string, folder: string, roots: readonly string[] | null): Promise<void> {
  const target = await realpath(link).catch(() => null);
  if (target === null) {
    throw new StudioError("not-found", `${link} is a link to nothing.`, "Remove the link.");
  }
  if (isWithin(await realpath(folder), target)) {
    throw new StudioError(
      "invalid-input",
      `${link} is a link to a folder that holds it.`,
      "Remove the link.",
    );
  }
  if (roots === null || roots.some((root) => isWithin(target, root))) return;
  throw new StudioError(
    "forbidden",
    `${link} is a link that leaves the allowed folders.`,
    "Import without it, or allow its target in STUDIO_IMPORT_ROOTS.",
  );
}

/** The files of a validation set: one file, whose rows may name their `domain` (else `validation`), or a folder. */
export async function listValidationFiles(
  source: string,
  roots: readonly string[] | null,
): Promise<SourceFile[]> {
  const kind = await stat(source);
  if (kind.isDirectory()) return listSourceFiles(source, roots);
  return [{ ...looseFile(source, path.basename(source), kind.size), domain: "validation" }];
}
