import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { readJsonFile } from "@/server/storage/read-json-file";
import { corpusPath } from "@/server/storage/home";
import path from "node:path";

export const corpusInfoSchema = z.strictObject({
  fingerprint: z.string(),
  semanticsVersion: z.number().int(),
  documents: z.number().int(),
  tokens: z.number().int(),
  validationDocuments: z.number().int(),
  validationTokens: z.number().int(),
  /** Rows of the preview files: all documents, or the frozen sample. */
  sampleDocuments: z.number().int(),
  previewBytes: z.strictObject({ values: z.number().int(), ranks: z.number().int() }),
  /** Raters that are documented heuristics; only the demo corpus has any. */
  standIns: z.array(z.enum(RATER_IDS as [RaterId, ...RaterId[]])).default([]),
  provenanceNote: z.string(),
  licences: z.array(z.strictObject({ name: z.string(), licence: z.string(), documents: z.number().int() })),
});

/** What `info.json` beside the files of a corpus says. */
export type CorpusInfo = z.output<typeof corpusInfoSchema>;

export const readCorpusInfo = (fingerprint: string, home: string): Promise<CorpusInfo> =>
  readJsonFile(path.join(corpusPath(fingerprint, home), "info.json"), corpusInfoSchema);
