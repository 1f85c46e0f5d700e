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
  /** "≥ 2.31"; null when every domain has a threshold of its own. */
  readonly threshold: string | null;
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
    threshold: figures.threshold === null ? null : `≥ ${formatNumber(figures.threshold)}`,
    basis: exact
      ? `exact over all ${formatCount(basis.documents)} documents`
      : `sample ${formatCount(basis.sample)} of ${formatCount(basis.documents)} · shares ± ${widestError(figures).toFixed(1)}`,
    exact,
  };
}

/** The widest error of a domain's share, in percentage points. */
const widestError = ({ domains }: Figures): number =>
  100 * Math.max(0, ...domains.map(({ after }) => after.share.error ?? 0));
