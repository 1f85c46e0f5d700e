import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { scorePartsSchema } from "@/core/score-parts";
import { readJsonFile } from "@/server/storage/read-json-file";
import { corpusPath } from "@/server/storage/home";
import path from "node:path";

/** Folder of the score parts, in that of a corpus. */
export const PARTS_FOLDER = "parts";

export const corpusInfoSchema = z.strictObject({
  fingerprint: z.string(),
  semanticsVersion: z.number().int(),
  documents: z.number().int(),
  tokens: z.number().int(),
  validationDocuments: z.number().int(),
  validationTokens: z.number().int(),
  /** Rows of the frozen sample; all documents of a small corpus. */
  sampleDocuments: z.number().int(),
  /** What the browser loads; a corpus of an older studio has none until it is imported again. */
  scoreParts: scorePartsSchema.default({ sample: [], all: [] }),
  /** Of an older studio: sizes of files that scoreParts took the place of. */
  previewBytes: z.unknown().optional(),
  /** Raters that are documented heuristics; only the demo corpus has any. */
  standIns: z.array(z.enum(RATER_IDS as [RaterId, ...RaterId[]])).default([]),
  /** Made up by the studio (core/synthetic): for trying it at size, never for training. */
  synthetic: z.boolean().default(false),
  provenanceNote: z.string(),
  licences: z.array(z.strictObject({ name: z.string(), licence: z.string(), documents: z.number().int() })),
});

/** What `info.json` beside the files of a corpus says. */
export type CorpusInfo = z.output<typeof corpusInfoSchema>;

export const readCorpusInfo = (fingerprint: string, home: string): Promise<CorpusInfo> =>
  readJsonFile(path.join(corpusPath(fingerprint, home), "info.json"), corpusInfoSchema);
