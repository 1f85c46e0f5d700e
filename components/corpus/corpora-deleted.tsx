import { DOCUMENTS_COLUMN, FINGERPRINT_COLUMN, TOKENS_COLUMN } from "@/components/corpus/version-columns";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Tombstone } from "@/server/services/corpus/list-archived";

/** What is left of versions that were deleted. */
export const CorporaDeleted = ({ deleted }: { readonly deleted: readonly Tombstone[] }) => (
  <Panel title="Deleted" aside={<span className="text-xs text-muted">tombstones</span>} flush>
    <DataTable caption="Deleted" columns={COLUMNS} rows={deleted} rowKey={({ versionId }) => versionId} />
  </Panel>
);

const COLUMNS: readonly Column<Tombstone>[] = [
  {
    id: "name",
    header: "Name",
    rowHeader: true,
    cell: ({ corpusId, name, number }) => (
      <span className="flex min-w-0 items-center gap-2">
        <TextLink href={`/corpora/${corpusId}?version=${number}`} className="truncate">
          <bdi>{name}</bdi>
        </TextLink>
        <Badge>version {number}</Badge>
      </span>
    ),
  },
  FINGERPRINT_COLUMN,
  { ...DOCUMENTS_COLUMN, from: "sm" },
  { ...TOKENS_COLUMN, from: "sm" },
  {
    id: "deleted",
    header: "Deleted",
    align: "right",
    cell: ({ deletedAt, deletedBy }) => (
      <span className="text-muted">
        <TimeAgo date={deletedAt} /> by {deletedBy}
      </span>
    ),
  },
];
