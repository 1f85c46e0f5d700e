import { sha256 } from "@noble/hashes/sha2.js";
import { StudioError } from "@/core/errors";
import { wordPunct } from "@/core/signals/word-punct";

export const DSIR_BUCKETS = 10_000;
/** What DSIR adds to every probability before the logarithm. */
const EPSILON = 1e-8;
const CACHED_NGRAMS = 1 << 18;

const utf8 = new TextEncoder();
const bucketOf = new Map<string, number>();

/** sha256 of the UTF-8 bytes, read as a big-endian integer, modulo `DSIR_BUCKETS`. */
export function ngramBucket(ngram: string): number {
  const known = bucketOf.get(ngram);
  if (known !== undefined) return known;
  let bucket = 0;
  for (const byte of sha256(utf8.encode(ngram))) bucket = (bucket * 256 + byte) % DSIR_BUCKETS;
  if (bucketOf.size >= CACHED_NGRAMS) bucketOf.clear();
  // Tokens are slices of their text; template strings are copies, so that the cache keeps no text alive.
  bucketOf.set(ngram.length < 13 ? ngram : ` ${ngram}`.slice(1), bucket);
  return bucket;
}

/**
 * Features of DSIR (arXiv 2302.03169, repository p-lambda/dsir): the bucket of every WordPunct uni- and bigram of the
 * lower-cased text, each as often as it occurs. 2n − 1 buckets for n > 0 tokens, none for a text without tokens.
 */
export function ngramBuckets(text: string): Uint16Array {
  const tokens = wordPunct(text.toLowerCase());
  const buckets = new Uint16Array(Math.max(0, 2 * tokens.length - 1));
  let at = 0;
  let previous: string | null = null;
  for (const token of tokens) {
    buckets[at++] = ngramBucket(token);
    if (previous !== null) buckets[at++] = ngramBucket(`${previous} ${token}`);
    previous = token;
  }
  return buckets;
}

/**
 * Share of each bucket over a set of texts, given by their `ngramBuckets`; sums to 1.
 * @throws StudioError `invalid-input` when the texts hold no token at all.
 */
export function fitDistribution(texts: Iterable<Uint16Array>): Float64Array {
  const counts = new Float64Array(DSIR_BUCKETS);
  let total = 0;
  for (const buckets of texts) {
    for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
    total += buckets.length;
  }
  if (total === 0) {
    throw new StudioError(
      "invalid-input",
      "DSIR cannot be fitted: the texts hold no words.",
      "Give texts with words.",
    );
  }
  return counts.map((count) => count / total);
}

/** ln(target + 1e-8) − ln(raw + 1e-8) of every bucket. */
export function logRatios(target: Float64Array, raw: Float64Array): Float64Array {
  return target.map((share, bucket) => Math.log(share + EPSILON) - Math.log((raw[bucket] ?? 0) + EPSILON));
}

/**
 * DSIR's log importance weight: Σ counts · log ratio, not divided by the length, as the released rows have it; 0 for a
 * text without tokens.
 */
export function dsirScore(buckets: Uint16Array, ratios: Float64Array): number {
  let score = 0;
  for (const bucket of buckets) score += ratios[bucket] ?? 0;
  return score;
}
