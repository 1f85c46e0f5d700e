import {
  countError,
  normalError,
  shareError,
  totalVariance,
  type Influence,
  type Moments,
  type SampleSize,
} from "@/core/preview/estimate";
import { nearCut, type NearCut } from "@/core/preview/near-cut";
import type { Gap, SelectedMoments } from "@/core/preview/moments-sql";
import type { ScoredSample } from "@/core/preview/score-sample";
import { isOf } from "@/core/scoring/pools";
import { cutOf, type ExactFigures } from "@/core/selection/exact-figures";
import type { PoolCut } from "@/core/selection/locate-cuts";

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

/** What is selected, by domain code. */
export type SelectedByDomain = ReadonlyMap<number, SelectedMoments>;

type Weights = Pick<Influence, "perToken" | "perDocument">;

/** How one domain's total answers to a sampled row of domain `of`, the shift of the threshold included. */
interface Response {
  readonly tokens: (of: number) => Weights;
  readonly documents: (of: number) => Weights;
  /** Mean square of the tokens that the domain lacks because the first document out does not fit. */
  readonly gap: number;
}

/**
 * Half widths of the 95 % intervals of figures estimated from a sample, by linearisation (Taylor): where a budget
 * cuts a pool, a sampled row of x tokens moves the threshold so that x tokens around it are given back. Besides,
 * the budget stays unfilled by up to one document in the corpus and by up to one row in the sample.
 */
export function sampleErrors(
  { cuts, cells }: Pick<ScoredSample, "cuts" | "cells">,
  selected: SelectedByDomain,
  size: SampleSize,
  figures: ExactFigures,
): SampleErrors {
  const codes = figures.domains.map((_, code) => code);
  const near = nearCuts({ cuts, cells }, figures);
  const responses = codes.map((code) => responseOf(cuts, near, code, selected));
  const variance = (weights: (of: number) => Weights): number =>
    totalVariance(
      [...selected].map(([of, { moments }]) => ({ moments, ...weights(of) })),
      size,
    );
  const all = (kind: "tokens" | "documents") => (of: number) => sumOf(responses.map((r) => r[kind](of)));
  const gaps = responses.reduce((sum, { gap }) => sum + gap, 0);
  const rows = [...selected.values()].reduce((sum, { moments }) => sum + moments.rows, 0);

  const momentsOf = (code: number): Moments[] => {
    const found = selected.get(code);
    return found === undefined ? [] : [found.moments];
  };
  const domainErrors = (response: Response, code: number): Errors => {
    const after = figures.domains[code]?.after;
    if (after === undefined || figures.tokens === 0) return { documents: 0, tokens: 0, share: 0 };
    const share = after.tokens / figures.tokens;
    const shareVariance =
      variance((of) => ({
        perToken: response.tokens(of).perToken - share * all("tokens")(of).perToken,
        perDocument: 0,
      })) +
      response.gap * (1 - share) ** 2 +
      (gaps - response.gap) * share ** 2;
    const shareHalf = codes.length === 1 ? 0 : shareError(share, shareVariance / figures.tokens ** 2, rows);
    const atZero = after.tokens === 0 ? shareHalf * figures.tokens : 0;
    return {
      share: shareHalf,
      tokens: Math.max(normalError(variance(response.tokens) + response.gap), atZero),
      documents: Math.max(
        countError(variance(response.documents), momentsOf(code)),
        atZero * densityOf(figures, code),
      ),
    };
  };
  return {
    documents: countError(variance(all("documents")), codes.flatMap(momentsOf)),
    tokens: normalError(variance(all("tokens")) + gaps),
    domains: responses.map(domainErrors),
  };
}

/** Documents for one token of a domain in the corpus. */
function densityOf(figures: ExactFigures, code: number): number {
  const before = figures.domains[code]?.before;
  return before === undefined || before.tokens === 0 ? 0 : before.documents / before.tokens;
}

const sumOf = (parts: readonly Weights[]): Weights => ({
  perToken: parts.reduce((sum, part) => sum + part.perToken, 0),
  perDocument: parts.reduce((sum, part) => sum + part.perDocument, 0),
});

/** What lies around each cut; null for one below which nothing is left. */
function nearCuts(
  { cuts, cells }: Pick<ScoredSample, "cuts" | "cells">,
  figures: ExactFigures,
): ReadonlyMap<PoolCut, NearCut | null> {
  const nearOf = (cut: PoolCut): NearCut | null =>
    cut.cutBin === null
      ? null
      : nearCut(
          cells.filter((cell) => isOf(cut, cell.domain)),
          cut.cutBin.bin,
          cut.domains === null ? figures.tokens : cut.tokens,
        );
  return new Map(cuts.map((cut) => [cut, nearOf(cut)]));
}

function responseOf(
  cuts: readonly PoolCut[],
  nearOf: ReadonlyMap<PoolCut, NearCut | null>,
  code: number,
  selected: SelectedByDomain,
): Response {
  const cut = cutOf(cuts, code);
  const inPool = (domain: number): boolean => (cut === undefined ? domain === code : isOf(cut, domain));
  const near = cut === undefined ? null : (nearOf.get(cut) ?? null);
  const gap = meanGap([...selected].flatMap(([domain, rows]) => (inPool(domain) ? [rows.gap] : [])));
  return {
    gap: near === null ? 0 : near.tokensOf(code) * gap,
    tokens: (of) => ({
      perToken: inPool(of) ? (of === code ? 1 : 0) - (near?.tokensOf(code) ?? 0) : 0,
      perDocument: 0,
    }),
    documents: (of) => ({
      perToken: inPool(of) ? -(near?.documentsOf(code) ?? 0) : 0,
      perDocument: of === code ? 1 : 0,
    }),
  };
}

/** The document that does not fit is met in proportion to its tokens and leaves a part of itself, evenly, unfilled. */
function meanGap(parts: readonly Gap[]): number {
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  return tokens === 0 ? 0 : parts.reduce((sum, part) => sum + part.square, 0) / tokens;
}
