import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Context } from "@/server/services/context";
import { importReportSchema, type ImportReport } from "@/server/services/corpus/import-report";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { corpusPath } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";

export const getImportReportInput = z.object({ versionId: z.string().min(1) });

/** What was rejected and what is missing in the import that made a version. @throws StudioError `not-found`, `corrupt` */
export async function getImportReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getImportReportInput>;
}): Promise<ImportReport> {
  const { versionId } = parseInput(getImportReportInput, input);
  const version = await findCorpusVersion(ctx, versionId);
  const folder = corpusPath(version.fingerprint, ctx.home);
  const own = path.join(folder, "reports", `${version.id}.json`);
  return readJsonFile(existsSync(own) ? own : path.join(folder, "report.json"), importReportSchema);
}
