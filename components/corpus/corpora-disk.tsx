"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { CorporaCleanUp } from "@/components/corpus/corpora-clean-up";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ByteKind } from "@/server/services/corpus/corpus-bytes";
import type { CorpusDiskUse, DiskUse } from "@/server/services/corpus/disk-use";

/** What the studio takes on disk, by corpus and kind, and the way to make room. */
export function CorporaDisk() {
  const [cleaning, setCleaning] = useState(false);
  const use = useQuery(useTRPC().corpus.diskUse.queryOptions());
  return (
    <Panel
      title="Disk"
      aside={
        <ActButton verb="clean up" onClick={() => setCleaning(true)}>
          Clean up…
        </ActButton>
      }
      flush
    >
      {use.isPending ? (
        <SkeletonRows rows={3} />
      ) : use.isError ? (
        <ErrorState error={use.error} onRetry={() => void use.refetch()} className="m-3" />
      ) : (
        <Use use={use.data} />
      )}
      {cleaning && <CorporaCleanUp onClose={() => setCleaning(false)} />}
    </Panel>
  );
}

function Use({ use }: { readonly use: DiskUse }) {
  const largest = Math.max(1, ...use.corpora.map(({ total }) => total));
  const rows = use.corpora.map((corpus) => ({ ...corpus, largest }));
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 p-3 sm:grid-cols-5">
        <Figure label="Corpora" value={formatBytes(use.corporaBytes)} />
        <Figure label="Selections" value={formatBytes(use.selectionBytes)} />
        <Figure label="Runs" value={formatBytes(use.runBytes)} />
        <Figure label="Everything else" value={formatBytes(use.otherBytes)} />
        <Figure label="Free on the disk" value={formatBytes(use.freeBytes)} />
      </dl>
      {rows.length > 0 && (
        <div className="border-t">
          <DataTable
            caption="Disk by corpus"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ corpusId }) => corpusId}
          />
        </div>
      )}
    </>
  );
}

interface DiskRow extends CorpusDiskUse {
  /** Bytes of the largest corpus: the scale of the bars. */
  readonly largest: number;
}

const KINDS: readonly { readonly kind: ByteKind; readonly label: string; readonly colour: string }[] = [
  { kind: "text", label: "Text", colour: "var(--color-domain-0)" },
  { kind: "scores", label: "Scores", colour: "var(--color-domain-1)" },
  { kind: "preview", label: "Preview", colour: "var(--color-domain-2)" },
  { kind: "cache", label: "Cache", colour: "var(--color-before)" },
];

const COLUMNS: readonly Column<DiskRow>[] = [
  {
    id: "name",
    header: "Corpus",
    rowHeader: true,
    cell: ({ name, versions, archived, sharedBytes }) => (
      <span className="flex min-w-0 items-center gap-2">
        <bdi className="truncate">{name}</bdi>
        {versions > 1 && <Badge>{versions} versions</Badge>}
        {archived && <Badge>archived</Badge>}
        {sharedBytes > 0 && (
          <span className="truncate text-xs text-muted" title="On disk once">
            {formatBytes(sharedBytes)} shared
          </span>
        )}
      </span>
    ),
  },
  {
    id: "bar",
    header: <span className="sr-only">Share as a bar</span>,
    from: "sm",
    cell: (row) => (
      <span aria-hidden className="flex h-2 w-32 overflow-hidden rounded-[2px] bg-sunken lg:w-48">
        {KINDS.map(({ kind, colour }) => (
          <span
            key={kind}
            style={{ width: `${(row.bytes[kind] / row.largest) * 100}%`, background: colour }}
          />
        ))}
      </span>
    ),
  },
  ...KINDS.map(({ kind, label, colour }): Column<DiskRow> => ({
    id: kind,
    header: (
      <span className="inline-flex items-center gap-1">
        <span aria-hidden className="size-2 rounded-[2px]" style={{ background: colour }} />
        {label}
      </span>
    ),
    align: "right",
    from: "md",
    cell: ({ bytes }) => formatBytes(bytes[kind]),
  })),
  { id: "total", header: "Total", align: "right", cell: ({ total }) => formatBytes(total) },
];
