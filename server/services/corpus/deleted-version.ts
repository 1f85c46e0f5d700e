import { StudioError } from "@/core/errors";
import type { CorpusVersion } from "@/generated/sqlite/client";

/** What opening a tombstone comes to. */
export const deletedVersion = (
  { number, deletedAt }: Pick<CorpusVersion, "number" | "deletedAt">,
  name: string,
): StudioError =>
  new StudioError(
    "not-found",
    `Version ${String(number)} of "${name}" was deleted${deletedAt === null ? "" : ` on ${deletedAt.toISOString().slice(0, 10)}`}.`,
    "Import the same documents again: they get the same fingerprint.",
  );
