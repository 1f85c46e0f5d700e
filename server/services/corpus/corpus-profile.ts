import { open, readFile, rename, rm, mkdir } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { PROFILE_FILE } from "@/server/services/corpus/version-files";
import { corpusPath, scratchPath } from "@/server/storage/home";

/** Raised when the file's meaning changes: a file of another format is measured anew. */
const FORMAT = 1;

const tokens = z.number().int().nonnegative();

/** Tokens a document, over documents; percentiles are counts that occur (the least that so many documents do not exceed). */
const lengthsSchema = z.strictObject({
  documents: z.number().int(),
  min: tokens,
  p5: tokens,
  p25: tokens,
  median: tokens,
  p75: tokens,
  p95: tokens,
  max: tokens,
});
export type Lengths = z.output<typeof lengthsSchema>;

const profileSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** All selectable documents. */
  lengths: lengthsSchema,
  /** In the order of the domains of the statistics. */
  domains: z.array(lengthsSchema.extend({ domain: z.string() })),
  correlation: z.strictObject({
    /** Raters that are on, in the order of all raters. */
    raters: z.array(z.enum(RATER_IDS as [RaterId, ...RaterId[]])),
    /**
     * For each pair of them, row by row above the diagonal: correlation of their percentiles over the documents that have
     * both, 6 decimals; null where one of the two is the same for all of those.
     */
    values: z.array(z.number().min(-1).max(1).nullable()),
    /** Documents behind each of the values. */
    documents: z.array(z.number().int().nonnegative()),
  }),
});

/** What is measured once of a corpus, when its page first asks. */
export type CorpusProfile = z.output<typeof profileSchema>;

const fileOf = (fingerprint: string, home: string): string =>
  path.join(corpusPath(fingerprint, home), PROFILE_FILE);

/** The kept profile of a corpus; null where there is none of this format. */
export async function readProfile(fingerprint: string, home: string): Promise<CorpusProfile | null> {
  try {
    return profileSchema.parse(JSON.parse(await readFile(fileOf(fingerprint, home), "utf8")));
  } catch {
    return null;
  }
}

/** Keeps a profile beside the corpus' files, wholly or not at all; of a corpus that was deleted meanwhile nothing is kept. */
export async function keepProfile(
  fingerprint: string,
  home: string,
  profile: Omit<CorpusProfile, "format">,
): Promise<CorpusProfile> {
  const complete: CorpusProfile = { format: FORMAT, ...profile };
  const draft = scratchPath(`profile-${randomUUID()}`, home);
  await mkdir(path.dirname(draft), { recursive: true });
  const file = await open(draft, "wx");
  try {
    await file.writeFile(JSON.stringify(complete));
    await file.sync();
  } finally {
    await file.close();
  }
  // A rename makes no folder: writing in place would leave one behind that looks like a corpus.
  await rename(draft, fileOf(fingerprint, home)).catch(() => rm(draft, { force: true }));
  return complete;
}
