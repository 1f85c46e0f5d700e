import { SlidersHorizontal, TableProperties } from "lucide-react";
import Link from "next/link";
import { CorpusMenu } from "@/components/corpus/corpus-menu";
import { DOCUMENTS_COLUMN, IMPORTED_COLUMN, TOKENS_COLUMN } from "@/components/corpus/version-columns";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount, formatTokens } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
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
        {corpus.synthetic && <Badge tone="warning">synthetic</Badge>}
      </span>
    ),
  },
  DOCUMENTS_COLUMN,
  TOKENS_COLUMN,
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
  IMPORTED_COLUMN,
  {
    id: "open",
    header: <span className="sr-only">Open in</span>,
    align: "right",
    cell: (corpus) => (
      <span className="inline-flex gap-1">
        <Button asChild variant="quiet" className="max-sm:hidden">
          <Link href={`/browse/${corpus.id}`}>
            <TableProperties aria-hidden className="size-3.5" /> Browse
          </Link>
        </Button>
        <Button asChild variant="quiet" className="max-sm:hidden">
          <Link href={`/mixer/${corpus.id}`}>
            <SlidersHorizontal aria-hidden className="size-3.5" /> Mixer
          </Link>
        </Button>
        <CorpusMenu corpusId={corpus.id} name={corpus.name} archived={false} variant="quiet" />
      </span>
    ),
  },
];

export const CorporaTable = ({ corpora }: { readonly corpora: readonly CorpusSummary[] }) => (
  <DataTable caption="Corpora" columns={COLUMNS} rows={corpora} rowKey={({ id }) => id} />
);
