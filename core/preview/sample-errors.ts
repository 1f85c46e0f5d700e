import type { SqlEngine } from "@/core/engine";
import {
  normalError,
  shareError,
  totalVariance,
  type Influence,
  type Moments,
  type SampleSize,
} from "@/core/preview/estimate";
import { nearCut, type NearCut } from "@/core/preview/near-cut";
import type { ScoredSample } from "@/core/preview/score-sample";
import { rowNumber } from "@/core/row-number";
import { domainCut, globalCut, type ExactFigures } from "@/core/selection/exact-figures";
import { selectedSql } from "@/core/selection/selected-sql";

export interface Errors {
  readonly documents: number;
  readonly tokens: number;
  readonly share: number;
}

export interface SampleErrors {
  readonly documents: number;
  readonly tokens: number;
  /** By domain code. */
  readonly domains: readonly Errors[];
}

/** How one domain's total answers to a sampled row of domain `of`, the shift of the threshold included. */
interface Response {
  readonly tokens: (of: number) => Pick<Influence, "perToken" | "perDocument">;
  readonly documents: (of: number) => Pick<Influence, "perToken" | "perDocument">;
  readonly cut: boolean;
}

/**
 * Half widths of the 95 % intervals of figures estimated from a sample, by linearisation (Taylor): where a budget
 * cuts a pool, a sampled row of x tokens moves the threshold so that x tokens around it are given back.
 */
export async function sampleErrors(
  engine: SqlEngine,
  sample: ScoredSample,
  figures: ExactFigures,
  signal?: AbortSignal,
): Promise<SampleErrors> {
  const size = await sampleSize(engine, sample.table.name, signal);
  const moments = await selectedMoments(engine, sample, signal);
  const codes = figures.domains.map((_, code) => code);
  const responses = codes.map((code) => responseOf(sample, code, figures));
  const variance = (weights: (of: number) => Pick<Influence, "perToken" | "perDocument">): number =>
    totalVariance(
      codes.flatMap((of) => {
        const found = moments.get(of);
        return found === undefined ? [] : [{ moments: found, ...weights(of) }];
      }),
      size,
    );
  const all = (kind: "tokens" | "documents") => (of: number) => sumOf(responses.map((r) => r[kind](of)));
  const rows = [...moments.values()].reduce((sum, group) => sum + group.rows, 0);
  const step = tokensOfARow([...moments.values()]);
  const anyCut = responses.some(({ cut }) => cut);

  const domainErrors = (code: number): Errors => {
    const response = responses[code];
    const after = figures.domains[code]?.after;
    if (response === undefined || after === undefined || figures.tokens === 0 || codes.length === 1)
      return { documents: 0, tokens: 0, share: 0 };
    const share = after.tokens / figures.tokens;
    const shareVariance = variance((of) => {
      const [own, total] = [response.tokens(of), all("tokens")(of)];
      return { perToken: (own.perToken - share * total.perToken) / figures.tokens, perDocument: 0 };
    });
    const granular = response.cut ? step / figures.tokens : 0;
    const shareHalf = Math.max(shareError(share, shareVariance, rows), granular);
    const atZero = after.tokens === 0 ? shareHalf * figures.tokens : 0;
    return {
      share: shareHalf,
      tokens: Math.max(normalError(variance(response.tokens)), atZero, response.cut ? step : 0),
      documents: Math.max(normalError(variance(response.documents)), atZero * densityOf(figures, code)),
    };
  };
  const domains = codes.map(domainErrors);
  return {
    documents: normalError(variance(all("documents"))),
    tokens: Math.max(normalError(variance(all("tokens"))), anyCut ? step : 0),
    domains,
  };
}

/** Documents for one token of a domain in the corpus. */
function densityOf(figures: ExactFigures, code: number): number {
  const before = figures.domains[code]?.before;
  return before === undefined || before.tokens === 0 ? 0 : before.documents / before.tokens;
}

/** Tokens that one sampled row stands for: a budget cannot be met more finely. */
function tokensOfARow(groups: readonly Moments[]): number {
  const w = groups.reduce((sum, group) => sum + group.w, 0);
  return w === 0 ? 0 : groups.reduce((sum, group) => sum + group.ww, 0) / w;
}

const sumOf = (
  parts: readonly Pick<Influence, "perToken" | "perDocument">[],
): Pick<Influence, "perToken" | "perDocument"> => ({
  perToken: parts.reduce((sum, part) => sum + part.perToken, 0),
  perDocument: parts.reduce((sum, part) => sum + part.perDocument, 0),
});

function responseOf({ plan, cuts, cells }: ScoredSample, code: number, figures: ExactFigures): Response {
  const cut = globalCut(plan, cuts) ?? domainCut(plan, cuts, code);
  const pool = cut === undefined ? undefined : plan.pools[cut.pool];
  const near: NearCut | null =
    cut === undefined || cut.cutBin === null
      ? null
      : nearCut(
          cells.filter((cell) => pool?.domains?.includes(cell.domain) ?? true),
          cut.cutBin.bin,
          pool?.domains === null ? figures.tokens : cut.tokens,
        );
  const together = (of: number): boolean => pool?.domains === null || of === code;
  return {
    cut: near !== null,
    tokens: (of) => ({
      perToken: together(of) ? (of === code ? 1 : 0) - (near?.tokensOf(code) ?? 0) : 0,
      perDocument: 0,
    }),
    documents: (of) => ({
      perToken: together(of) ? -(near?.documentsOf(code) ?? 0) : 0,
      perDocument: of === code ? 1 : 0,
    }),
  };
}

async function sampleSize(
  engine: SqlEngine,
  table: string,
  signal: AbortSignal | undefined,
): Promise<SampleSize> {
  const [row] = await engine.query(
    `SELECT count(*) AS rows, coalesce(sum('1'::DOUBLE - inclusion::DOUBLE), 0) AS weight FROM ${table} WHERE inclusion < 1`,
    signal,
  );
  return row === undefined
    ? { rows: 0, weight: 0 }
    : { rows: rowNumber(row, "rows"), weight: rowNumber(row, "weight") };
}

async function selectedMoments(
  engine: SqlEngine,
  { plan, scored, cuts }: ScoredSample,
  signal: AbortSignal | undefined,
): Promise<Map<number, Moments>> {
  const rows = await engine.query(
    `SELECT domain, count(*) AS rows, sum(f * tokens) AS w, sum(f * documents) AS y, sum(f * tokens * tokens) AS ww, ` +
      `sum(f * tokens * documents) AS wy, sum(f * documents * documents) AS yy ` +
      `FROM (SELECT *, '1'::DOUBLE - '1'::DOUBLE / documents AS f FROM ${scored}) AS weighted ` +
      `WHERE documents > 1 AND ${selectedSql(plan, cuts)} GROUP BY domain`,
    signal,
  );
  return new Map(
    rows.map((row) => [
      rowNumber(row, "domain"),
      {
        rows: rowNumber(row, "rows"),
        w: rowNumber(row, "w"),
        y: rowNumber(row, "y"),
        ww: rowNumber(row, "ww"),
        wy: rowNumber(row, "wy"),
        yy: rowNumber(row, "yy"),
      },
    ]),
  );
}
