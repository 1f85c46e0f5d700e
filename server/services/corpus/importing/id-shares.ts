import { createHash } from "node:crypto";

const TWO_53 = 2 ** 53;

export interface IdShares {
  /** In [0, 1): below `holdout` the document belongs to the validation set. */
  readonly holdout: number;
  /** In (0, 1): the frozen random number that draws the preview sample. */
  readonly sample: number;
}

/** Two independent uniform numbers that depend on nothing but the id: bytes 0–7 and 8–15 of its sha256. */
export function sharesOfId(id: string): IdShares {
  const digest = createHash("sha256").update(id, "utf8").digest();
  return { holdout: share(digest, 0), sample: share(digest, 8) + 2 ** -54 };
}

const share = (digest: Buffer, offset: number): number =>
  Number(digest.readBigUInt64BE(offset) >> 11n) / TWO_53;
