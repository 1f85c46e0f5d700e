import { createHash } from "node:crypto";
import path from "node:path";
import { levelsOf, RATER_IDS, raterOf, type RaterId } from "@/core/raters";
import { corpusPath } from "@/server/storage/home";

/**
 * Two files hold the rows of a corpus as tables show them, to be read by position: `rows.bin`, a head and one record a
 * document in the order of ordinals, each `RECORD_BYTES` long, and `row-texts.bin`, the id and the excerpt of each
 * document in UTF-8. Numbers are little-endian:
 *   0 u32 tokens · 4 u8 domain code · 5 u8 × 6 likeliest levels, 255 missing · 12 f32 × 25 values, NaN missing
 *   112 u48 position in row-texts.bin · 118 u16 bytes of the excerpt · 120 u32 bytes of the id, which comes first
 */
export const RECORD_BYTES = 124;
export const AT = {
  tokens: 0,
  domain: 4,
  levels: 5,
  values: 12,
  position: 112,
  excerptBytes: 118,
  idBytes: 120,
};
export const NO_LEVEL = 255;

export const CLASSIFIER_IDS: readonly RaterId[] = RATER_IDS.filter((id) => levelsOf(raterOf(id)) !== null);

const MAGIC = createHash("sha256")
  .update(`studio rows 1 ${RATER_IDS.join(" ")}`)
  .digest();

/** The head: what the files are, the number of documents, the bytes of row-texts.bin. */
export function rowsHead(documents: number, textBytes: number): Buffer {
  const head = Buffer.alloc(RECORD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32LE(documents, MAGIC.length);
  head.writeUIntLE(textBytes, MAGIC.length + 4, 6);
  return head;
}

export interface RowFiles {
  readonly records: string;
  readonly texts: string;
}

export const rowFilesIn = (folder: string): RowFiles => ({
  records: path.join(folder, "rows.bin"),
  texts: path.join(folder, "row-texts.bin"),
});

export const rowFilesOf = ({
  fingerprint,
  home,
}: {
  readonly fingerprint: string;
  readonly home: string;
}): RowFiles => rowFilesIn(corpusPath(fingerprint, home));
