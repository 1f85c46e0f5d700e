import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { isWithin } from "@/server/services/corpus/import-roots";

export interface SourceFile {
  readonly path: string;
  /** Below the source folder, with `/`. */
  readonly name: string;
  readonly domain: string;
  readonly bytes: number;
}

const WANTED = /\.jsonl(\.gz)?$/;

/**
 * The JSONL files of a folder of domain folders, in the byte order of their paths. Names that begin with a dot are
 * passed over; what a link points to must lie under one of `roots` (null: anywhere).
 * @throws StudioError `invalid-input` when there is none, `forbidden` when a link leaves the roots.
 */
export async function listSourceFiles(
  source: string,
  roots: readonly string[] | null,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const walk = async (folder: string, parts: readonly string[]): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const child = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) await checkLink(child, folder, roots);
      const kind = await stat(child);
      const below = [...parts, entry.name];
      if (kind.isDirectory()) await walk(child, below);
      else if (kind.isFile() && WANTED.test(entry.name) && parts[0] !== undefined) {
        files.push({ path: child, name: below.join("/"), domain: parts[0], bytes: kind.size });
      }
    }
  };
  await walk(source, []);
  if (files.length === 0) {
    throw new StudioError(
      "invalid-input",
      `${source} holds no domain folder with a *.jsonl file.`,
      "Name the folder that holds the domain folders, as in SOURCE/wikipedia/part-000000.jsonl.",
    );
  }
  return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

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

/**
 * The files of a validation set: one JSONL file, whose rows may name their `domain` (else `validation`), or a folder
 * of domain folders.
 */
export async function listValidationFiles(
  source: string,
  roots: readonly string[] | null,
): Promise<SourceFile[]> {
  const kind = await stat(source);
  if (kind.isDirectory()) return listSourceFiles(source, roots);
  return [{ path: source, name: path.basename(source), domain: "validation", bytes: kind.size }];
}
