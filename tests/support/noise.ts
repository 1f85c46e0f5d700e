import { createHash } from "node:crypto";

/** The Gumbel noise of a document by its definition (core/scoring/noise.ts), as the float32 that is kept. */
export function noiseFor(seed: number, id: string): number {
  const bits = createHash("sha256")
    .update(`${String(seed)}:${id}`)
    .digest()
    .readUInt32BE(0);
  return Math.fround(-Math.log(-Math.log((bits + 0.5) / 2 ** 32)));
}
