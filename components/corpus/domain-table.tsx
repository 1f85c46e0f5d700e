import { domainColour } from "@/components/charts/domain-colour";
import { DomainMark } from "@/components/charts/domain-mark";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatPercent, formatPlural, formatTokens } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { ShareBar } from "@/components/ui/share-bar";
import type { CorpusStatistics, DomainTotals } from "@/core/statistics";

interface DomainRow extends DomainTotals {
  readonly index: number;
  readonly share: number;
  /** Of the largest domain: the scale of the bars. */
  readonly ofLargest: number;
}

const COLUMNS: readonly Column<DomainRow>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: (row) => <DomainMark domain={row.domain} index={row.index} />,
  },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
  {
    id: "mean",
    header: "Tokens a document",
    align: "right",
    from: "md",
    cell: ({ tokens, documents }) => formatCount(documents === 0 ? 0 : tokens / documents),
  },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
  { id: "share", header: "Share", align: "right", cell: ({ share }) => formatPercent(share) },
  {
    id: "bar",
    header: <span className="sr-only">Share of the tokens as a bar</span>,
    from: "sm",
    cell: ({ ofLargest, index }) => (
      <span className="block w-40 lg:w-72">
        <ShareBar share={ofLargest} colour={domainColour(index)} />
      </span>
    ),
  },
];

/** Domains by tokens, the largest first, in the colours they keep on every page. */
export function DomainTable({ statistics }: { readonly statistics: CorpusStatistics }) {
  const largest = Math.max(1, ...statistics.domains.map(({ tokens }) => tokens));
  const rows = statistics.domains
    .map((domain, index) => ({
      ...domain,
      index,
      share: statistics.tokens === 0 ? 0 : domain.tokens / statistics.tokens,
      ofLargest: domain.tokens / largest,
    }))
    .sort((a, b) => b.tokens - a.tokens);
  return (
    <Panel
      title="Domains"
      aside={<span className="text-xs text-muted">{formatPlural(rows.length, "domain")}</span>}
      flush
    >
      <DataTable
        caption="Domains of the corpus"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ domain }) => domain}
      />
    </Panel>
  );
}
