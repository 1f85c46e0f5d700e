import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import {
  DOCUMENTS_COLUMN,
  FINGERPRINT_COLUMN,
  IMPORTED_COLUMN,
  TOKENS_COLUMN,
} from "@/components/corpus/version-columns";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatBytes, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import { versionUsesText } from "@/core/version-uses-text";
import type { CorpusHistory, VersionEntry } from "@/server/services/corpus/list-versions";

interface VersionRow extends VersionEntry {
  readonly href: string;
  /** Number of the version before it whose files are there. */
  readonly before: number | null;
  readonly compareHref: string | null;
  readonly isShown: boolean;
}

interface VersionPanelProps {
  readonly history: CorpusHistory;
  /** Number of the version the page shows. */
  readonly shown: number;
}

/** Every version the corpus has had, tombstones too, and what to compare each with. */
export function VersionPanel({ history, shown }: VersionPanelProps) {
  const rows = history.versions.map((version, index): VersionRow => {
    const before =
      history.versions.slice(index + 1).find(({ deletedAt }) => deletedAt === null)?.number ?? null;
    const folder = `/corpora/${history.id}`;
    return {
      ...version,
      before,
      href: `${folder}?version=${version.number}`,
      compareHref:
        before === null || version.deletedAt !== null
          ? null
          : `${folder}/compare?before=${before}&after=${version.number}`,
      isShown: version.number === shown,
    };
  });
  return (
    <Panel
      title="Versions"
      aside={<span className="text-xs text-muted">{formatPlural(rows.length, "version")}</span>}
      flush
    >
      <DataTable caption="Versions" columns={COLUMNS} rows={rows} rowKey={({ versionId }) => versionId} />
    </Panel>
  );
}

const State = ({ row }: { readonly row: VersionRow }) => (
  <>
    {row.isShown && <Badge tone="accent">shown</Badge>}
    {row.deletedAt !== null && <Badge tone="danger">deleted</Badge>}
    {row.deletedAt === null && row.archivedAt !== null && <Badge>archived</Badge>}
    {row.uses.length > 0 && (
      <span className="text-xs text-muted max-sm:hidden">pinned by {versionUsesText(row.uses)}</span>
    )}
  </>
);

const COLUMNS: readonly Column<VersionRow>[] = [
  {
    id: "number",
    header: "Version",
    rowHeader: true,
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <TextLink href={row.href}>version {row.number}</TextLink>
        <State row={row} />
        <bdi className="truncate text-xs text-muted max-lg:hidden" title={row.source}>
          {row.source}
        </bdi>
      </span>
    ),
  },
  FINGERPRINT_COLUMN,
  DOCUMENTS_COLUMN,
  TOKENS_COLUMN,
  {
    id: "bytes",
    header: "On disk",
    align: "right",
    from: "md",
    cell: ({ bytes, deletedAt }) => (deletedAt === null ? formatBytes(bytes) : "–"),
  },
  IMPORTED_COLUMN,
  {
    id: "compare",
    header: <span className="sr-only">Compare</span>,
    align: "right",
    cell: ({ compareHref, before }) =>
      compareHref === null ? null : (
        <Button asChild variant="quiet">
          <Link href={compareHref}>
            <GitCompareArrows aria-hidden className="size-3.5" />
            <span className="max-sm:sr-only">Compare with {before}</span>
          </Link>
        </Button>
      ),
  },
];
