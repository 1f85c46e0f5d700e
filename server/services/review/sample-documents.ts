import { orderByKey } from "@/core/comparison/order-by-key";
import { filterSql } from "@/core/document-filter";
import { StudioError } from "@/core/errors";
import { RATER_IDS } from "@/core/raters";
import { allocate, drawEqually, drawInProportion, generator } from "@/core/review/draw";
import type { Sampling, SessionSettings } from "@/core/review/session-settings";
import { raterColumn } from "@/core/score-table";
import { marginOf } from "@/core/selection/standing";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { uint32Column, uint8Column } from "@/server/duckdb/raw-column";
import { sqlTexts } from "@/server/duckdb/sql-literal";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { findRanking } from "@/server/services/selection/ranking";

/** A document of a session. */
export interface SampledDocument {
  readonly ordinal: number;
  /** Code in the statistics of the corpus. */
  readonly domain: number;
  /** Probability with which the draw took it; null where none is defined. */
  readonly inclusion: number | null;
}

interface Sampled {
  readonly fingerprint: string;
  readonly home: string;
  readonly settings: SessionSettings;
}

/**
 * Draws the documents of a session, in the order of the draw; the same settings on the same corpus draw the same.
 * @throws StudioError `invalid-input` for ids or rows that the corpus lacks and for a draw without any document
 */
export async function sampleDocuments(of: Sampled, signal?: AbortSignal): Promise<SampledDocument[]> {
  const { fingerprint, home, settings } = of;
  const statistics = await knownStatistics(fingerprint, home);
  const documents = await withCorpus(
    fingerprint,
    (engine, table) => drawFrom({ engine, table, statistics, signal }, of),
    { home },
  );
  if (documents.length > 0) return documents;
  throw new StudioError(
    "invalid-input",
    `The sampling "${settings.sampling.method}" finds no document.`,
    "Widen the filter, or choose another sampling.",
  );
}

interface Corpus {
  readonly engine: DuckDb;
  readonly table: string;
  readonly statistics: CorpusStatistics;
  readonly signal: AbortSignal | undefined;
}

function drawFrom(corpus: Corpus, of: Sampled): Promise<SampledDocument[]> {
  const { sampling } = of.settings;
  switch (sampling.method) {
    case "random":
    case "stratified":
    case "tokens":
    case "filter":
      return drawAtRandom(corpus, of.settings, sampling);
    case "boundary":
      return nearThreshold(corpus, of, sampling.recipe);
    case "disagreement":
      return disagreedOn(corpus, of.settings);
    case "rows": {
      const { ordinals } = sampling;
      return named(corpus, "ordinal::VARCHAR", `ordinal IN (${ordinals.join(", ")})`, ordinals.map(String));
    }
    case "ids": {
      const { ids } = sampling;
      return named(corpus, "doc_id", `doc_id IN (SELECT unnest(${sqlTexts(ids)}))`, ids);
    }
  }
}

type RandomSampling = Extract<Sampling, { method: "random" | "stratified" | "tokens" | "filter" }>;

async function drawAtRandom(
  corpus: Corpus,
  { seed, documents }: SessionSettings,
  sampling: RandomSampling,
): Promise<SampledDocument[]> {
  const filter = sampling.method === "filter" ? filterSql(sampling.filter, corpus.statistics) : null;
  const rows = await readRows(corpus, filter === null ? "" : `WHERE ${filter}`);
  const random = generator(seed);
  const member = (position: number, inclusion: number): SampledDocument => ({
    ordinal: rows.ordinals[position] ?? 0,
    domain: rows.domains[position] ?? 0,
    inclusion,
  });
  if (sampling.method === "tokens")
    return drawInProportion(rows.tokens, documents, random).map((drawn) =>
      member(drawn.position, drawn.inclusion),
    );
  if (sampling.method !== "stratified")
    return drawEqually(rows.ordinals.length, documents, random).map((drawn) =>
      member(drawn.position, drawn.inclusion),
    );
  const strata = corpus.statistics.domains.map((): number[] => []);
  rows.domains.forEach((code, position) => strata[code]?.push(position));
  const parts = allocate(
    strata.map((stratum) => stratum.length),
    documents,
  );
  return strata.flatMap((stratum, code) =>
    drawEqually(stratum.length, parts[code] ?? 0, random).map((drawn) =>
      member(stratum[drawn.position] ?? 0, drawn.inclusion),
    ),
  );
}

interface Rows {
  readonly ordinals: Uint32Array;
  readonly domains: Uint8Array;
  readonly tokens: Uint32Array;
}

/** In the order of ordinals. */
async function readRows({ engine, table, statistics, signal }: Corpus, where: string): Promise<Rows> {
  const rows = {
    ordinals: new Uint32Array(statistics.documents),
    domains: new Uint8Array(statistics.documents),
    tokens: new Uint32Array(statistics.documents),
  };
  let read = 0;
  await engine.stream(
    `SELECT ordinal, domain, tokens FROM ${table} ${where} ORDER BY ordinal`,
    (chunk) => {
      rows.ordinals.set(uint32Column(chunk, 0), read);
      rows.domains.set(uint8Column(chunk, 1), read);
      rows.tokens.set(uint32Column(chunk, 2), read);
      read += chunk.rowCount;
    },
    signal,
  );
  return {
    ordinals: rows.ordinals.subarray(0, read),
    domains: rows.domains.subarray(0, read),
    tokens: rows.tokens.subarray(0, read),
  };
}

/** Half just in and half just out of what the recipe selects, nearest first, in turn. */
async function nearThreshold(
  corpus: Corpus,
  { fingerprint, home, settings }: Sampled,
  recipe: Recipe,
): Promise<SampledDocument[]> {
  const ranking = await findRanking({ fingerprint, home, recipe }, corpus.signal);
  const sides = { in: [] as number[], out: [] as number[] };
  const distances = new Float64Array(ranking.scores.length);
  for (const ordinal of ranking.scores.keys()) {
    const standing = marginOf(ranking, ordinal);
    if (standing.margin === null) continue;
    sides[standing.in ? "in" : "out"].push(ordinal);
    distances[ordinal] = Math.abs(standing.margin);
  }
  const nearest = (side: readonly number[]): Uint32Array => {
    const ordinals = Uint32Array.from(side);
    const keys = Float64Array.from(ordinals, (ordinal) => distances[ordinal] ?? 0);
    return orderByKey(ordinals, keys).subarray(0, settings.documents);
  };
  const [justIn, justOut] = [nearest(sides.in), nearest(sides.out)];
  const inTurn = Array.from({ length: Math.max(justIn.length, justOut.length) }, (_, at) => [
    justIn[at],
    justOut[at],
  ]).flat();
  return inTurn
    .filter((ordinal) => ordinal !== undefined)
    .slice(0, settings.documents)
    .map((ordinal) => ({ ordinal, domain: ranking.domains[ordinal] ?? 0, inclusion: null }));
}

/** Documents whose percentiles under the raters of the corpus spread most. */
async function disagreedOn(
  { engine, table, statistics, signal }: Corpus,
  { documents }: SessionSettings,
): Promise<SampledDocument[]> {
  const ranks = RATER_IDS.filter((rater) => statistics.raters[rater] !== null).map((rater) =>
    raterColumn(rater, "rank"),
  );
  const spread = `list_stddev_pop([${ranks.map((column) => `${column}::DOUBLE`).join(", ")}])`;
  const rows = await engine.query(
    `SELECT ordinal, domain FROM ${table} ORDER BY ${spread} DESC NULLS LAST, ordinal LIMIT ${String(documents)}`,
    signal,
  );
  return rows.map((row) => ({
    ordinal: Number(row["ordinal"]),
    domain: Number(row["domain"]),
    inclusion: null,
  }));
}

/** Documents in the order they were named in. @param column text that names a document */
async function named(
  { engine, table, signal }: Corpus,
  column: string,
  condition: string,
  names: readonly string[],
): Promise<SampledDocument[]> {
  const rows = await engine.query(
    `SELECT ordinal, domain, ${keepText(column)} AS name FROM ${table} WHERE ${condition}`,
    signal,
  );
  const found = new Map(rows.map((row) => [keptText(row["name"]), row]));
  const missing = names.filter((name) => !found.has(name));
  const [first] = missing;
  if (first !== undefined) {
    const more = missing.length === 1 ? "" : ` and ${String(missing.length - 1)} more of those named`;
    throw new StudioError(
      "invalid-input",
      `The corpus has no document ${first}${more}.`,
      "Take them out of the list.",
    );
  }
  return [...new Set(names)].flatMap((name) => {
    const row = found.get(name);
    return row === undefined
      ? []
      : [{ ordinal: Number(row["ordinal"]), domain: Number(row["domain"]), inclusion: null }];
  });
}
