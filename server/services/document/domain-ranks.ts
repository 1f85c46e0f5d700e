import { z } from "zod";
import type { SqlEngine, SqlRow } from "@/core/engine";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { rowNumber } from "@/core/row-number";
import { doubleSql } from "@/core/sql-number";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const domainRanksInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
});

/** Place of each value among the documents of its domain. */
export interface DomainRanks {
  readonly domain: string;
  /** All of the domain. */
  readonly documents: number;
  /** Percentile in [0, 1]; null where missing or off. */
  readonly ranks: Readonly<Record<RaterId, number | null>>;
}

/** Documents whose places are held. */
const MAX_HELD = 2_000;
const held = new BoundedCache<DomainRanks>(MAX_HELD);

/**
 * The percentiles of a document's values in its domain, exact over all documents of the domain that have a value.
 * @throws StudioError `not-found`
 */
export async function domainRanks({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof domainRanksInput>;
}): Promise<DomainRanks> {
  const { versionId, ordinal } = parseInput(domainRanksInput, input);
  return withDocuments(ctx, versionId, async ({ engine, table, corpus, domains }) => {
    const key = `${corpus.home}\n${corpus.fingerprint}\n${String(ordinal)}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const [row] = await engine.query(`SELECT * FROM ${table} WHERE ordinal = ${String(ordinal)}`);
    if (row === undefined) throw noSuchDocument(ordinal);
    const found = await countRanks(engine, table, row, domains);
    held.set(key, found, 1);
    return found;
  });
}

/** One scan of the columns in which the document has a value. */
async function countRanks(
  engine: SqlEngine,
  table: string,
  row: SqlRow,
  domains: readonly string[],
): Promise<DomainRanks> {
  const values = RATER_IDS.flatMap((rater) => {
    const value = row[rater];
    return typeof value === "number" ? [{ rater, value: `${doubleSql(value)}::FLOAT` }] : [];
  });
  const code = rowNumber(row, "domain");
  const counts = values.map(
    ({ rater, value }) =>
      `count(${rater}) AS ${rater}_n, count_if(${rater} < ${value}) AS ${rater}_below, count_if(${rater} <= ${value}) AS ${rater}_upto`,
  );
  const [counted] = await engine.query(
    `SELECT ${["count(*) AS documents", ...counts].join(", ")} FROM ${table} WHERE domain = ${String(code)}`,
  );
  if (counted === undefined) throw new TypeError("a count without a row");
  const ranks = RATER_IDS.map((rater): [RaterId, number | null] => {
    if (!values.some((value) => value.rater === rater)) return [rater, null];
    const count = (what: string): number => rowNumber(counted, `${rater}_${what}`);
    return [rater, middleRank(count("below"), count("upto"), count("n"))];
  });
  return {
    domain: domains[code] ?? "",
    documents: rowNumber(counted, "documents"),
    ranks: Object.fromEntries(ranks) as Record<RaterId, number | null>,
  };
}

/**
 * `rankOf` (core/scoring/normalise.ts) with every value as a quantile: the place among n − 1 steps, the middle of a flat
 * stretch; ½ where all values are one.
 */
const middleRank = (below: number, upTo: number, n: number): number =>
  n <= 1 ? 0.5 : (below + upTo - 1) / 2 / (n - 1);
