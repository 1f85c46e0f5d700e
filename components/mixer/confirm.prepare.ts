import { formatCount, formatNumber, formatPercent, formatSigned, formatTokens } from "@/components/ui/format";
import type { Estimate, MixtureFigures } from "@/core/preview/preview";
import type { ExactFigures } from "@/core/selection/exact-figures";

type Preview = Pick<MixtureFigures, "documents" | "tokens" | "fill" | "threshold" | "domains">;

export interface ComparedRow {
  readonly label: string;
  readonly preview: string;
  readonly exact: string;
  readonly difference: string;
  /** False where the difference is larger than the error that was stated. */
  readonly within: boolean;
}

/** Differences of binary fractions that no error bound speaks of. */
const ROUNDING = 1e-9;

/** The preview's figures beside those of the exact recount. Shares are in percent of tokens. */
export function prepareComparison(preview: Preview, exact: ExactFigures): ComparedRow[] {
  const count = (label: string, estimate: Estimate, truth: number, format: (value: number) => string) => ({
    label,
    preview: withError(estimate, format),
    exact: format(truth),
    difference: signed(truth - estimate.value, format),
    within: isWithin(estimate, truth),
  });
  const shares = exact.domains.map(({ domain, after }) => {
    const share = preview.domains.find((figures) => figures.domain === domain)?.after.share ?? {
      value: 0,
      error: null,
    };
    const truth = exact.tokens === 0 ? 0 : after.tokens / exact.tokens;
    return {
      label: domain,
      preview: withError(share, formatPercent),
      exact: formatPercent(truth),
      difference: formatSigned((truth - share.value) * 100),
      within: isWithin(share, truth),
    };
  });
  return [
    count("Documents", preview.documents, exact.documents, formatCount),
    count("Tokens", preview.tokens, exact.tokens, formatTokens),
    {
      label: "Threshold",
      preview: thresholdText(preview.threshold),
      exact: thresholdText(exact.threshold),
      difference:
        preview.threshold === null || exact.threshold === null
          ? ""
          : signed(exact.threshold - preview.threshold, formatNumber),
      within: true,
    },
    ...shares,
  ];
}

const withError = ({ value, error }: Estimate, format: (value: number) => string): string =>
  error === null ? format(value) : `${format(value)} ± ${format(error)}`;

const isWithin = ({ value, error }: Estimate, truth: number): boolean =>
  Math.abs(truth - value) <= (error ?? 0) + ROUNDING * Math.max(1, Math.abs(truth));

const thresholdText = (threshold: number | null): string =>
  threshold === null ? "by domain" : formatNumber(threshold);

function signed(difference: number, format: (value: number) => string): string {
  if (Math.abs(difference) < ROUNDING) return "0";
  return `${difference < 0 ? "−" : "+"}${format(Math.abs(difference))}`;
}
