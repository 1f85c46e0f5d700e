import { ChartMenu } from "@/components/charts/chart-menu";
import { domainColour } from "@/components/charts/domain-colour";
import { DomainMark } from "@/components/charts/domain-mark";
import { domainsChart, type DomainShare } from "@/components/corpus/domains-chart";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatPercent, formatPlural, formatTokens } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { ShareBar } from "@/components/ui/share-bar";
import type { CorpusStatistics } from "@/core/statistics";

const COLUMNS: readonly Column<DomainShare>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: (row) => <DomainMark domain={row.domain} index={row.index} />,
  },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
  { id: "share", header: "Share", align: "right", cell: ({ share }) => formatPercent(share) },
  {
    id: "bar",
    header: <span className="sr-only">Share of the tokens as a bar</span>,
    from: "sm",
    cell: ({ ofLargest, index }) => (
      <span className="block w-24 lg:w-32">
        <ShareBar share={ofLargest} colour={domainColour(index)} />
      </span>
    ),
  },
];

interface DomainTableProps {
  /** The corpus and its version. */
  readonly of: string;
  readonly statistics: Pick<CorpusStatistics, "domains" | "tokens">;
}

/** Domains by tokens, the largest first, in the colours they keep on every page. */
export function DomainTable({ of, statistics }: DomainTableProps) {
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
      aside={
        <>
          <ChartMenu label="Domains" chart={() => domainsChart(of, rows)} />
          <span className="text-xs text-muted">{formatPlural(rows.length, "domain")}</span>
        </>
      }
      className="group/chart"
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
