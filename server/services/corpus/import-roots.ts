import { realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { StudioError } from "@/core/errors";

/**
 * Folders the page may import from, as real paths: `STUDIO_IMPORT_ROOTS` (separated like PATH), by default the home
 * directory, the working directory and the studio's own folder. Folders that do not exist are left out.
 */
export function importRoots(home: string): string[] {
  const named = process.env["STUDIO_IMPORT_ROOTS"];
  const roots =
    named === undefined || named === "" ? [homedir(), process.cwd(), home] : named.split(path.delimiter);
  return [...new Set(roots.filter((root) => root !== "").flatMap(realPaths))];
}

function realPaths(root: string): string[] {
  try {
    return [realpathSync(root)];
  } catch {
    return [];
  }
}

/** Whether a real path is a root itself or lies below it. */
export function isWithin(realFile: string, root: string): boolean {
  const relative = path.relative(root, realFile);
  return (
    relative === "" ||
    (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

/**
 * The real path of something to import.
 * @param roots allowed folders; null allows every path (the terminal acts with the rights of who types)
 * @throws StudioError `not-found` or `forbidden`, naming the path
 */
export async function resolveImportPath(file: string, roots: readonly string[] | null): Promise<string> {
  const real = await realpath(path.resolve(file)).catch(() => null);
  const place = real ?? (await nearestFolder(path.dirname(path.resolve(file))));
  const allowed = roots === null || roots.some((root) => isWithin(place, root));
  if (!allowed) {
    throw new StudioError(
      "forbidden",
      `${file} does not lie under an allowed folder (${roots.join(", ")}).`,
      "Move it there, name its folder in STUDIO_IMPORT_ROOTS, or import from the terminal.",
    );
  }
  if (real === null) throw new StudioError("not-found", `${file} does not exist.`, "Check the path.");
  return real;
}

/** Real path of the innermost folder there is: what does not exist in an allowed folder may be called missing. */
async function nearestFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  const above = path.dirname(folder);
  return real ?? (above === folder ? folder : nearestFolder(above));
}
