import { DataTable, type Column } from "@/components/table/data-table";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCount, formatTokens, shortHash } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import type { CorpusVersionSummary } from "@/server/services/corpus/corpus-summary";
import type { CorpusDetail } from "@/server/services/corpus/get";

type Licence = CorpusInfo["licences"][number];

const LICENCES: readonly Column<Licence>[] = [
  {
    id: "name",
    header: "Source",
    rowHeader: true,
    cell: ({ name }) => (
      <span className="block truncate" title={name}>
        {name}
      </span>
    ),
  },
  { id: "licence", header: "Licence", cell: ({ licence }) => licence },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
];

const versionColumns = (corpusId: string): readonly Column<CorpusVersionSummary>[] => [
  {
    id: "number",
    header: "Version",
    rowHeader: true,
    cell: ({ number, fingerprint }) => (
      <span className="flex items-center gap-2">
        <TextLink href={`/corpora/${corpusId}?version=${number}`}>version {number}</TextLink>
        <span className="truncate font-mono text-xs text-muted">{shortHash(fingerprint)}</span>
      </span>
    ),
  },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
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
];

/** The fingerprint everything pins, the versions under this name, and whose texts these are. */
export const CorpusIdentity = ({ corpus }: { readonly corpus: CorpusDetail }) => (
  <Panel title="Identity" flush>
    <div className="flex items-center gap-2 py-1.5 pl-3 pr-1.5">
      <div className="min-w-0 flex-1">
        <p className="eyebrow">Fingerprint · semantics version {corpus.info.semanticsVersion}</p>
        <p className="truncate font-mono text-xs">{corpus.fingerprint}</p>
      </div>
      <CopyButton text={corpus.fingerprint} label="Copy the fingerprint" />
    </div>
    {corpus.versions.length > 1 && (
      <div className="border-t">
        <DataTable
          caption="Versions"
          columns={versionColumns(corpus.id)}
          rows={corpus.versions}
          rowKey={({ versionId }) => versionId}
        />
      </div>
    )}
    {corpus.info.licences.length > 0 && (
      <div className="border-t">
        <DataTable
          caption="Licences"
          columns={LICENCES}
          rows={corpus.info.licences}
          rowKey={({ name }) => name}
        />
      </div>
    )}
  </Panel>
);
