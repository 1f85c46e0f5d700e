import { z } from "zod";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { corporaPath, runsPath } from "@/server/storage/home";
import type { CheckStep } from "@/server/training/backend-check";
import { findBackend } from "@/server/training/backends";
import { checkLocal } from "@/server/training/check-local";
import { checkRay } from "@/server/training/ray/check-ray";
import { checkSlurm } from "@/server/training/slurm/check-slurm";

export const checkBackendInput = z.object({ id: z.string().min(1) });

/** Tries whether runs could be trained there, step by step; stops at the first step that fails. */
export async function checkBackend({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof checkBackendInput>;
  signal: AbortSignal;
}): Promise<readonly CheckStep[]> {
  const { id } = parseInput(checkBackendInput, input);
  authorise(ctx, "check a training backend");
  const backend = await findBackend(id, ctx.home);
  switch (backend.kind) {
    case "local":
      return checkLocal();
    case "slurm":
      return checkSlurm(backend, foldersOf(ctx.home), signal);
    case "ray":
      return checkRay(backend, foldersOf(ctx.home), signal);
  }
}

const foldersOf = (home: string) => ({ runsFolder: runsPath(home), corporaFolder: corporaPath(home) });
