import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { readManifest, storedBytes } from "@/server/services/upload/upload-folder";

export const uploadStateInput = z.strictObject({ id: z.uuid() });

export interface UploadedFile {
  readonly name: string;
  readonly bytes: number;
  /** Bytes that have arrived; the next slice begins here. */
  readonly stored: number;
}

export interface UploadState {
  readonly id: string;
  readonly files: readonly UploadedFile[];
}

/** How far an upload has come. @throws StudioError `not-found` */
export async function getUploadState({
  ctx,
  input,
}: {
  ctx: Pick<Context, "home">;
  input: z.input<typeof uploadStateInput>;
}): Promise<UploadState> {
  const { id } = parseInput(uploadStateInput, input);
  const { files } = await readManifest(ctx.home, id);
  const stored = await Promise.all(files.map(({ name }) => storedBytes(ctx.home, id, name)));
  return { id, files: files.map((file, index) => ({ ...file, stored: stored[index] ?? 0 })) };
}
