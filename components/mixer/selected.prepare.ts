import { formatCount, formatNumber, formatPercent, formatTokens } from "@/components/ui/format";
import type { MixtureFigures } from "@/core/preview/preview";

type Figures = Pick<
  MixtureFigures,
  "basis" | "budgetTokens" | "documents" | "tokens" | "fill" | "threshold" | "domains"
>;

export interface SelectedSummary {
  readonly documents: string;
  readonly documentsError: string | null;
  readonly tokens: string;
  readonly fill: string;
  /** "≥ 2.31", "by domain" where every domain has its own, "none" where nothing is selected. */
  readonly threshold: string;
  /** Says what the figures are counted over. */
  readonly basis: string;
  readonly exact: boolean;
}

/** The three figures at the head of the right column, and what they rest on. */
export function prepareSelected(figures: Figures): SelectedSummary {
  const { basis, documents, tokens } = figures;
  const exact = basis.kind === "exact";
  return {
    documents: formatCount(documents.value),
    documentsError: documents.error === null ? null : `± ${formatCount(documents.error)}`,
    tokens: formatTokens(tokens.value),
    fill: formatPercent(figures.fill),
    threshold: thresholdText(figures),
    basis: exact
      ? `counted over all ${formatCount(basis.documents)} documents`
      : `${formatCount(basis.sample)} of ${formatCount(basis.documents)} documents · shares ± ${widestError(figures).toFixed(1)}`,
    exact,
  };
}

function thresholdText({ threshold, documents }: Figures): string {
  if (threshold !== null) return `≥ ${formatNumber(threshold)}`;
  return documents.value === 0 ? "none" : "by domain";
}

/** The widest error of a domain's share, in percentage points. */
const widestError = ({ domains }: Figures): number =>
  100 * Math.max(0, ...domains.map(({ after }) => after.share.error ?? 0));
