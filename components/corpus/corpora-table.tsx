import { SlidersHorizontal, TableProperties } from "lucide-react";
import Link from "next/link";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount, formatTokens } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";

const COLUMNS: readonly Column<CorpusSummary>[] = [
  {
    id: "name",
    header: "Name",
    rowHeader: true,
    cell: (corpus) => (
      <span className="flex items-center gap-2">
        <TextLink href={`/corpora/${corpus.id}`} className="truncate font-medium">
          {corpus.name}
        </TextLink>
        {corpus.number > 1 && <Badge>v{corpus.number}</Badge>}
        {corpus.standIns && <Badge tone="warning">stand-ins</Badge>}
      </span>
    ),
  },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
  {
    id: "validation",
    header: "Validation tokens",
    align: "right",
    from: "md",
    cell: ({ validationTokens }) =>
      validationTokens === 0 ? <span className="text-faint">none</span> : formatTokens(validationTokens),
  },
  {
    id: "rejected",
    header: "Rejected rows",
    align: "right",
    from: "md",
    cell: ({ rejected }) => formatCount(rejected),
  },
  {
    id: "missing",
    header: "Missing scores",
    align: "right",
    from: "lg",
    cell: ({ missing }) => formatCount(missing),
  },
  { id: "bytes", header: "On disk", align: "right", from: "lg", cell: ({ bytes }) => formatBytes(bytes) },
  {
    id: "created",
    header: "Imported",
    align: "right",
    from: "sm",
    cell: ({ createdAt }) => (
      <span className="text-muted">
        <TimeAgo date={createdAt} />
      </span>
    ),
  },
  {
    id: "open",
    header: <span className="sr-only">Open in</span>,
    align: "right",
    from: "sm",
    cell: (corpus) => (
      <span className="inline-flex gap-1">
        <Button asChild variant="quiet">
          <Link href={`/browse/${corpus.id}`}>
            <TableProperties aria-hidden className="size-3.5" /> Browse
          </Link>
        </Button>
        <Button asChild variant="quiet">
          <Link href={`/mixer/${corpus.id}`}>
            <SlidersHorizontal aria-hidden className="size-3.5" /> Mixer
          </Link>
        </Button>
      </span>
    ),
  },
];

export const CorporaTable = ({ corpora }: { readonly corpora: readonly CorpusSummary[] }) => (
  <DataTable caption="Corpora" columns={COLUMNS} rows={corpora} rowKey={({ id }) => id} />
);
