import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { namedColumns } from "@/core/source-mapping";
import type { CorpusVersion } from "@/generated/sqlite/client";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { buildCorpus } from "@/server/services/corpus/build-corpus";
import { corpusInfoSchema } from "@/server/services/corpus/corpus-info";
import { checkMapping } from "@/server/services/corpus/check-mapping";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { ImportProgress, type Progress } from "@/server/services/corpus/importing/import-progress";
import { mappingOf, requestImportInput } from "@/server/services/corpus/request-import";
import { recordCorpus } from "@/server/services/corpus/record-corpus";
import { locateSource } from "@/server/services/corpus/source-location";
import { parseInput } from "@/server/services/parse-input";
import { removeUpload } from "@/server/services/upload/remove-upload";

const origin = z.enum(["imported", "computed", "stand-in"]);

/** What the page may ask for, and what only the studio itself passes. */
export const importCorpusInput = requestImportInput.extend({
  /** Where ratings come from when they were not imported; only the demo corpus says so. */
  provenance: z.partialRecord(z.enum(RATER_IDS as [RaterId, ...RaterId[]]), origin).default({}),
  provenanceNote: z.string().default(""),
  /** What to call the source where its path says nothing; the path otherwise. */
  sourceName: z.string().min(1).optional(),
  licences: corpusInfoSchema.shape.licences.default([]),
  /** Rows of the preview files; a corpus that has no more is previewed exactly. */
  sampleDocuments: z.number().int().positive().default(100_000),
});

/** What an import came to; the terminal prints it. */
export interface ImportResult {
  readonly corpusId: string;
  readonly versionId: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly documents: number;
  readonly tokens: number;
  readonly rejected: number;
  /** Missing values over all raters that are on. */
  readonly missing: number;
  readonly validationDocuments: number;
  readonly validationTokens: number;
}

export interface ImportCorpus {
  readonly ctx: Context;
  readonly input: z.input<typeof importCorpusInput>;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  /** Folders the import may read from; null for the terminal, which acts with the rights of who types. */
  readonly roots?: readonly string[] | null;
  /** Names the scratch of the import where its id is another each time: the next with that name goes on there. */
  readonly scratch?: string;
}

/**
 * Imports a folder in the released layout: files first, then one transaction that names them. Importing what the name's
 * latest version already holds answers that version. Safe to run again at any time: it goes on where a killed one was.
 * @throws StudioError `invalid-input`, `not-found`, `forbidden`, `cancelled`; nothing is left behind
 */
export async function importCorpus({
  ctx,
  input,
  signal,
  report,
  roots = importRoots(ctx.home),
  scratch,
}: ImportCorpus): Promise<ImportResult> {
  const wanted = parseInput(importCorpusInput, input);
  authorise(ctx, "import a corpus");
  const done = await ctx.db.corpusVersion.findUnique({ where: { id: wanted.id } });
  if (done !== null) return toImportResult(done);
  const source = await locateSource(ctx, wanted, roots);
  const mapping = mappingOf(wanted);
  if (namedColumns(mapping).length > 0) await checkMapping(source, mapping);
  const validation =
    wanted.validationPath === undefined ? null : await resolveImportPath(wanted.validationPath, roots);
  const built = await buildCorpus({
    id: wanted.id,
    ...(scratch === undefined ? {} : { scratch }),
    home: ctx.home,
    source: source.path,
    validation,
    roots: source.roots,
    mapping,
    maxRejects: wanted.maxRejects,
    holdout: wanted.holdout,
    sampleDocuments: wanted.sampleDocuments,
    provenance: wanted.provenance,
    provenanceNote: wanted.provenanceNote,
    licences: wanted.licences,
    signal,
    progress: new ImportProgress(report),
  });
  const version = await recordCorpus(ctx, {
    id: wanted.id,
    name: wanted.name,
    source: wanted.sourceName ?? source.name,
    ...built,
  });
  if (wanted.uploadId !== undefined) await removeUpload(ctx.home, wanted.uploadId);
  return toImportResult(version);
}

export const toImportResult = (version: CorpusVersion): ImportResult => ({
  corpusId: version.corpusId,
  versionId: version.id,
  number: version.number,
  fingerprint: version.fingerprint,
  documents: Number(version.documents),
  tokens: Number(version.tokens),
  rejected: Number(version.rejected),
  missing: Number(version.missing),
  validationDocuments: Number(version.validationDocuments),
  validationTokens: Number(version.validationTokens),
});
