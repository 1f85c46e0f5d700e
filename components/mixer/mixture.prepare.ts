import { formatSigned } from "@/components/ui/format";
import type { MixtureFigures } from "@/core/preview/preview";
import type { DomainTotals } from "@/core/statistics";

export interface MixtureRow {
  readonly domain: string;
  /** Position in the corpus, which picks the domain's colour. */
  readonly code: number;
  /** Shares of tokens in percent. */
  readonly before: number;
  readonly after: number | null;
  /** Half width of the 95 % interval in percentage points; null when exact. */
  readonly error: number | null;
  readonly delta: number | null;
  /** Lengths of the two bars, 0 … 1 of the scale. */
  readonly beforeLength: number;
  readonly afterLength: number;
}

export interface Mixture {
  readonly rows: readonly MixtureRow[];
  /** What the chart says, as a sentence. */
  readonly title: string;
}

type After = Pick<MixtureFigures["domains"][number], "domain" | "after">;

const CALM = 0.05;

/**
 * Domains by their share of the corpus, largest first: the order must not change under the hand.
 * @param scale what the bars are drawn against: the longest of them, or the whole of 100 %
 */
export function prepareMixture(
  corpus: readonly DomainTotals[],
  domains: readonly After[] | null,
  scale: "longest" | "whole" = "longest",
): Mixture {
  const total = corpus.reduce((sum, { tokens }) => sum + tokens, 0);
  const afterOf = new Map(domains?.map(({ domain, after }) => [domain, after.share]));
  const shares = corpus.map(({ domain, tokens }, code) => {
    const before = total === 0 ? 0 : (tokens / total) * 100;
    const share = afterOf.get(domain);
    const after = domains === null ? null : (share?.value ?? 0) * 100;
    const error = share === undefined || share.error === null ? null : share.error * 100;
    return { domain, code, before, after, error, delta: after === null ? null : after - before };
  });
  const longest =
    scale === "whole" ? 100 : Math.max(1e-9, ...shares.flatMap(({ before, after }) => [before, after ?? 0]));
  const rows = shares
    .map((row) => ({
      ...row,
      beforeLength: row.before / longest,
      afterLength: (row.after ?? 0) / longest,
    }))
    .toSorted((a, b) => b.before - a.before || a.code - b.code);
  return { rows, title: titleOf(rows) };
}

function titleOf(rows: readonly MixtureRow[]): string {
  const moved = rows.flatMap(({ domain, delta }) => (delta === null ? [] : [{ domain, delta }]));
  if (moved.length === 0) return "Share of tokens in the corpus";
  if (rows.every(({ after }) => after === 0)) return "Nothing is selected";
  const byDelta = moved.toSorted((a, b) => b.delta - a.delta);
  const gained = byDelta[0];
  const lost = byDelta.at(-1);
  if (gained === undefined || lost === undefined || gained.delta < CALM) return "The mixture stays as it is";
  return `${gained.domain} gains ${points(gained.delta)}, ${lost.domain} loses ${points(-lost.delta)} points`;
}

const points = (value: number): string => formatSigned(value).replace("+", "");
