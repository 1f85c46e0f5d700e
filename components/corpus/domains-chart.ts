import type { ExportedChart } from "@/core/exported-chart";
import { domainColour } from "@/components/charts/domain-colour";
import { drawBars } from "@/components/charts/draw-bars";
import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import type { DomainTotals } from "@/core/statistics";

/** A domain as the page shows it. */
export interface DomainShare extends DomainTotals {
  /** Position among the domains of the corpus. */
  readonly index: number;
  /** Of all tokens, 0 … 1. */
  readonly share: number;
  /** Of the largest domain: the scale of the bars. */
  readonly ofLargest: number;
}

/** @param of the corpus and its version, which the files are named after */
export const domainsChart = (of: string, rows: readonly DomainShare[]): ExportedChart => ({
  title: `Domains of ${of}`,
  subtitle: "Share of tokens, counted over all documents",
  names: [of, "Domains"],
  table: {
    columns: [
      { name: "domain" },
      { name: "documents" },
      { name: "tokens" },
      { name: "share", unit: "% of tokens" },
    ],
    rows: rows.map(({ domain, documents, tokens, share }) => [domain, documents, tokens, share * 100]),
  },
  drawing: drawBars(
    rows.map(({ domain, index, documents, tokens, share, ofLargest }) => ({
      label: domain,
      colour: domainColour(index),
      bars: [{ length: ofLargest, colour: domainColour(index) }],
      cells: [formatCount(documents), formatTokens(tokens), formatPercent(share)],
    })),
    ["documents", "tokens", "share"],
  ),
});
