import { FATE_LABELS } from "@/components/corpus/version-comparison.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatTokens } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { Fate } from "@/core/version-fate";
import type { VersionDiff } from "@/server/services/corpus/diff-tally";

type DomainRow = VersionDiff["domains"][number];

const MARKS = { added: "text-gained", gone: "text-lost", changed: "", unchanged: "text-muted" } as const;

const sum = ({ fates }: DomainRow, figure: "tokensBefore" | "tokensAfter"): number =>
  Object.values(fates).reduce((total, figures) => total + figures[figure], 0);

const fateColumn = (fate: Fate): Column<DomainRow> => ({
  id: fate,
  header: FATE_LABELS[fate],
  align: "right",
  ...(fate === "unchanged" ? { from: "sm" as const } : {}),
  cell: ({ fates }) => {
    const { documents } = fates[fate];
    return documents === 0 ? (
      <span className="text-faint">0</span>
    ) : (
      <span className={MARKS[fate]}>
        {fate === "added" ? "+" : fate === "gone" ? "−" : ""}
        {formatCount(documents)}
      </span>
    );
  },
});

const COLUMNS: readonly Column<DomainRow>[] = [
  { id: "domain", header: "Domain", rowHeader: true, cell: ({ domain }) => <bdi>{domain}</bdi> },
  fateColumn("added"),
  fateColumn("gone"),
  fateColumn("changed"),
  fateColumn("unchanged"),
  {
    id: "tokens",
    header: "Tokens before → after",
    align: "right",
    from: "sm",
    cell: (row) => `${formatTokens(sum(row, "tokensBefore"))} → ${formatTokens(sum(row, "tokensAfter"))}`,
  },
];

/** What became of the documents of each domain. */
export const VersionDomains = ({ domains }: { readonly domains: readonly DomainRow[] }) => (
  <Panel
    title="By domain"
    aside={
      <span className="text-xs text-muted">documents; one whose domain changed counts in the newer</span>
    }
    flush
  >
    <DataTable caption="Changes by domain" columns={COLUMNS} rows={domains} rowKey={({ domain }) => domain} />
  </Panel>
);
