import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { findUpload } from "@/server/services/upload/find-upload";

/** Where a source lies: a path on this machine, or files that were sent. One of the two. */
export const sourceLocation = {
  path: z.string().trim().min(1).optional(),
  uploadId: z.uuid().optional(),
};

interface Location {
  readonly path?: string | undefined;
  readonly uploadId?: string | undefined;
}

export interface LocatedSource {
  /** Real path of a file or folder. */
  readonly path: string;
  /** What to call it. */
  readonly name: string;
  /** Folders that links in it may point into; null: anywhere. */
  readonly roots: readonly string[] | null;
}

/**
 * Finds a source.
 * @param roots folders a path may lie in, null for any; by default those of the page
 * @throws StudioError `invalid-input` unless it is one of the two, `not-found`, `forbidden`, `not-ready`
 */
export async function locateSource(
  ctx: Pick<Context, "home">,
  { path, uploadId }: Location,
  roots: readonly string[] | null = importRoots(ctx.home),
): Promise<LocatedSource> {
  if (path !== undefined && uploadId === undefined) {
    const real = await resolveImportPath(path, roots);
    return { path: real, name: real, roots };
  }
  if (path !== undefined || uploadId === undefined)
    throw new StudioError("invalid-input", "An import needs a path or an upload, and only one of them.");
  const { folder, names } = await findUpload(ctx.home, uploadId);
  const more = names.length > 1 ? ` and ${String(names.length - 1)} more` : "";
  return { path: folder, name: `upload of ${names[0] ?? "nothing"}${more}`, roots: [folder] };
}
