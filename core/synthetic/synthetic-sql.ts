import { levelsOf, RATERS, raterOf, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import {
  FACTORS,
  latentShift,
  loadingOf,
  missingShare,
  ownLoading,
  SYNTHETIC_DOMAINS,
  type SyntheticDomain,
} from "@/core/synthetic/factor-model";
import { logitsSql, valueSql } from "@/core/synthetic/marginals";
import { SYNTHETIC_WORDS } from "@/core/synthetic/synthetic-words";

/** Seeds stay apart in the key of the hash: seed · 2^40 + number · 2^7 + stream. */
export const MOST_SEEDS = 2 ** 24;
const SEED_STEP = 2 ** 40;
const STREAMS = 128;

/** Numbers of the independent streams of a document. */
const STREAM = { domain: 0, draw: 1, words: 2, factors: 8, own: 32, missing: 64 } as const;
const SHORTEST = 8;
const LONGEST = 2_000_000;
const WORDS = 12;

const CLASSIFIERS: readonly RaterId[] = RATERS.filter((rater) => levelsOf(rater) !== null).map(
  ({ id }) => id,
);

/** Name of the column of the logits of a classifier. */
export const syntheticLogits = (rater: RaterId): string => `${rater}_logits`;

/**
 * Rows `first … last − 1` of a synthetic corpus, in the order of their ids: id, domain, tokens, draw, text, each rater
 * and the argmax and logits of classifiers. A row depends on nothing but the seed and its number, so that a larger
 * corpus begins with the smaller one. DuckDB's `hash` mixes 64 bits; twice, because its first round is weak on
 * consecutive numbers.
 */
export function syntheticRowsSql(seed: number, first: number, last: number): string {
  return [
    `WITH numbered AS (SELECT range AS i FROM range(${String(first)}, ${String(last)})),`,
    `drawn AS (SELECT i, ${drawnColumns(seed).join(", ")} FROM numbered),`,
    `placed AS (SELECT *, ${placedColumns().join(", ")} FROM drawn),`,
    `shaped AS (SELECT *, ${shapedColumns().join(", ")} FROM placed)`,
    `SELECT ${outputColumns().join(", ")} FROM shaped`,
  ].join("\n");
}

const bits = (seed: number, stream: number): string =>
  `hash(hash(${String(BigInt(seed) * BigInt(SEED_STEP))}::UBIGINT + i::UBIGINT * ${String(STREAMS)} + ${String(stream)}))`;

/** In (0, 1). */
const uniform = (seed: number, stream: number): string =>
  `(((${bits(seed, stream)} >> 11)::DOUBLE + 0.5) / 9007199254740992)`;

/** Box and Muller (1958), from the two halves of one hash. */
const normal = (seed: number, stream: number): string => {
  const all = bits(seed, stream);
  return `sqrt(-2 * ln(((${all} >> 32)::DOUBLE + 0.5) / 4294967296)) * cos(2 * pi() * (${all} & 4294967295)::DOUBLE / 4294967296)`;
};

function drawnColumns(seed: number): string[] {
  return [
    `${uniform(seed, STREAM.domain)} AS domain_at`,
    `${uniform(seed, STREAM.draw)} AS draw`,
    ...[0, 1].map((half) => `${bits(seed, STREAM.words + half)} AS words_${String(half)}`),
    ...FACTORS.map((factor, at) => `${normal(seed, STREAM.factors + at)} AS f_${factor}`),
    ...RATERS.map(({ id }, at) => `${normal(seed, STREAM.own + at)} AS own_${id}`),
    ...RATERS.map(
      ({ id }, at) => `${uniform(seed, STREAM.missing + at)} < ${String(missingShare(id))} AS no_${id}`,
    ),
  ];
}

/** Upper ends in (0, 1] of the domains' shares of the documents: tokens ÷ mean tokens. */
function documentShares(): number[] {
  const weights = SYNTHETIC_DOMAINS.map(({ share, meanTokens }) => share / meanTokens);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let end = 0;
  return weights.map((weight) => (end += weight / total));
}

/** The value of each domain, chosen by the code of the row's domain. */
const byDomain = (valueOf: (domain: SyntheticDomain) => number): string =>
  `[${SYNTHETIC_DOMAINS.map((domain) => `${String(valueOf(domain))}::DOUBLE`).join(", ")}][code]`;

function placedColumns(): string[] {
  const ends = documentShares();
  const branches = ends
    .slice(0, -1)
    .map((end, at) => `WHEN domain_at < ${String(end)} THEN ${String(at + 1)}`);
  return [`CASE ${branches.join(" ")} ELSE ${String(ends.length)} END AS code`];
}

/** Mean of a log-normal: exp(μ + σ²/2). */
const medianLog = ({ meanTokens, spread }: SyntheticDomain): number =>
  Math.log(meanTokens) - (spread * spread) / 2;

function shapedColumns(): string[] {
  const tokens = `round(exp(${byDomain(medianLog)} + ${byDomain(({ spread }) => spread)} * f_length))`;
  return [
    `least(${String(LONGEST)}, greatest(${String(SHORTEST)}, ${tokens})) AS length`,
    ...RATERS.map(({ id }) => `${latentSql(id)} AS g_${id}`),
  ];
}

function latentSql(rater: RaterId): string {
  const factors = FACTORS.filter((factor) => loadingOf(rater, factor) !== 0).map(
    (factor) => `${String(loadingOf(rater, factor))} * f_${factor}`,
  );
  const shift = byDomain((domain) => latentShift(rater, domain));
  return [shift, ...factors, `${String(ownLoading(rater))} * own_${rater}`].join(" + ");
}

function outputColumns(): string[] {
  const names = SYNTHETIC_DOMAINS.map(({ domain }) => `'${domain}'`).join(", ");
  const words = valueSql("word_count", "g_word_count", { tokens: "length", words: "" });
  const value = (rater: RaterId): string =>
    valueSql(rater, `g_${rater}`, { tokens: "length", words: `(${words})` });
  const known = (rater: RaterId, sql: string): string => `CASE WHEN NOT no_${rater} THEN ${sql} END`;
  return [
    "'synthetic-' || lpad(i::VARCHAR, 10, '0') AS id",
    `[${names}][code] AS domain`,
    "length::UINTEGER AS tokens",
    "draw",
    `${textSql()} AS text`,
    ...RATERS.filter((rater) => levelsOf(rater) === null).map(
      ({ id }) => `${known(id, value(id))}::FLOAT AS ${id}`,
    ),
    ...CLASSIFIERS.map((id) => `${known(id, logitsSql(id, `g_${id}`))} AS ${syntheticLogits(id)}`),
  ];
}

/** One line of text that begins with "Synthetic document", so that nobody takes it for a real one. */
function textSql(): string {
  const list = `[${SYNTHETIC_WORDS.map((word) => `'${word}'`).join(", ")}]`;
  const words = Array.from({ length: WORDS }, (_, at) => {
    const half = at < WORDS / 2 ? 0 : 1;
    return `${list}[1 + ((words_${String(half)} >> ${String(8 * (at % 6))}) & 255)::BIGINT]`;
  });
  return `'Synthetic document ' || (i + 1)::VARCHAR || ': ' || ${words.join(" || ' ' || ")} || '.'`;
}

/**
 * Expected level and argmax of a classifier, from the float32 logits of `syntheticRowsSql`: Σ softmax·k in DOUBLE, and
 * the lowest index of the highest logit.
 */
export function levelColumns(): string[] {
  return CLASSIFIERS.flatMap((rater) => {
    const logits = syntheticLogits(rater);
    const levels = levelsOf(raterOf(rater)) ?? 0;
    const odds = Array.from(
      { length: levels },
      (_, k) => `exp(${logits}[${String(k + 1)}]::DOUBLE - list_max(${logits})::DOUBLE)`,
    );
    const expected = `(${odds.map((odd, k) => `${String(k)} * ${odd}`).join(" + ")}) / (${odds.join(" + ")})`;
    return [
      `(${expected})::FLOAT AS ${rater}`,
      `(list_position(${logits}, list_max(${logits})) - 1)::UTINYINT AS ${raterColumn(rater, "argmax")}`,
    ];
  });
}
