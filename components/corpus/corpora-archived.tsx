"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { CorporaDeleted } from "@/components/corpus/corpora-deleted";
import { CorpusRemoveDialog } from "@/components/corpus/corpus-remove-dialog";
import { DOCUMENTS_COLUMN } from "@/components/corpus/version-columns";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { ArchivedCorpus } from "@/server/services/corpus/list-archived";

/** Corpora and versions that are out of the lists, and tombstones; nothing at all while there are none. */
export function CorporaArchived() {
  const putAway = useQuery(useTRPC().corpus.archived.queryOptions());
  if (putAway.isError) return <ErrorState error={putAway.error} onRetry={() => void putAway.refetch()} />;
  const { archived = [], deleted = [] } = putAway.data ?? {};
  return (
    <>
      {archived.length > 0 && <Archived archived={archived} />}
      {deleted.length > 0 && <CorporaDeleted deleted={deleted} />}
    </>
  );
}

function Archived({ archived }: { readonly archived: readonly ArchivedCorpus[] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [removing, setRemoving] = useState<ArchivedRow["part"] | null>(null);
  const restore = useMutation(
    trpc.corpus.restore.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.corpus.pathFilter());
        toast({ title: "Restored to the list", tone: "good" });
      },
    }),
  );
  const columns = archivedColumns({ onRestore: restore.mutate, onDelete: setRemoving });
  const close = () => setRemoving(null);
  return (
    <Panel
      title="Archived"
      aside={<span className="text-xs text-muted">out of the lists; what pins them still opens</span>}
      flush
    >
      {restore.error !== null && <ErrorState error={restore.error} className="m-3" />}
      <DataTable
        caption="Archived"
        columns={columns}
        rows={archived.flatMap(archivedRows)}
        rowKey={({ href }) => href}
      />
      {removing !== null && <CorpusRemoveDialog part={removing} onClose={close} onRemoved={close} />}
    </Panel>
  );
}

/** A corpus, or one of its versions. */
interface ArchivedRow {
  readonly part: { readonly corpusId: string; readonly number?: number };
  readonly href: string;
  readonly name: string;
  readonly what: string;
  readonly documents: number;
  readonly bytes: number;
  readonly archivedAt: Date | null;
}

function archivedRows({ corpusId, name, archivedAt, versions }: ArchivedCorpus): ArchivedRow[] {
  const href = `/corpora/${corpusId}`;
  if (archivedAt === null)
    return versions.map((version) => ({
      part: { corpusId, number: version.number },
      href: `${href}?version=${version.number}`,
      name,
      what: `version ${version.number}`,
      documents: version.documents,
      bytes: version.bytes,
      archivedAt: version.archivedAt,
    }));
  return [
    {
      part: { corpusId },
      href,
      name,
      what: formatPlural(versions.length, "version"),
      documents: versions[0]?.documents ?? 0,
      bytes: versions.reduce((sum, { bytes }) => sum + bytes, 0),
      archivedAt,
    },
  ];
}

interface RowActs {
  readonly onRestore: (part: ArchivedRow["part"]) => void;
  readonly onDelete: (part: ArchivedRow["part"]) => void;
}

const archivedColumns = ({ onRestore, onDelete }: RowActs): readonly Column<ArchivedRow>[] => [
  {
    id: "name",
    header: "Name",
    rowHeader: true,
    cell: ({ href, name, what }) => (
      <span className="flex min-w-0 items-center gap-2">
        <TextLink href={href} className="truncate">
          <bdi>{name}</bdi>
        </TextLink>
        <Badge>{what}</Badge>
      </span>
    ),
  },
  { ...DOCUMENTS_COLUMN, from: "sm" },
  { id: "bytes", header: "On disk", align: "right", from: "md", cell: ({ bytes }) => formatBytes(bytes) },
  {
    id: "archived",
    header: "Archived",
    align: "right",
    from: "md",
    cell: ({ archivedAt }) => (
      <span className="text-muted">{archivedAt !== null && <TimeAgo date={archivedAt} />}</span>
    ),
  },
  {
    id: "acts",
    header: <span className="sr-only">Acts</span>,
    align: "right",
    cell: ({ part }) => (
      <span className="inline-flex gap-1">
        <ActButton verb="archive a corpus" variant="quiet" onClick={() => onRestore(part)}>
          Restore
        </ActButton>
        <ActButton verb="delete a corpus" variant="quiet" onClick={() => onDelete(part)}>
          Delete…
        </ActButton>
      </span>
    ),
  },
];
