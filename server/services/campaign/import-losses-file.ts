import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import { importLosses, type ImportedLosses } from "@/server/services/campaign/import-losses";
import type { Context } from "@/server/services/context";

/** `importLosses` of a file on this machine. @throws StudioError `not-found` for one that cannot be read */
export async function importLossesFile(ctx: Context, id: string, file: string): Promise<ImportedLosses> {
  const csv = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Name a CSV file.");
  });
  return importLosses({ ctx, input: { id, csv, file } });
}
