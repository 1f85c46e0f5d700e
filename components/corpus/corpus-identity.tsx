import { DataTable, type Column } from "@/components/table/data-table";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import type { CorpusOverview } from "@/server/services/corpus/overview";

type Licence = CorpusInfo["licences"][number];

const LICENCES: readonly Column<Licence>[] = [
  {
    id: "name",
    header: "Source",
    rowHeader: true,
    cell: ({ name }) => (
      <bdi className="block truncate" title={name}>
        {name}
      </bdi>
    ),
  },
  { id: "licence", header: "Licence", cell: ({ licence }) => licence },
  { id: "documents", header: "Documents", align: "right", cell: ({ documents }) => formatCount(documents) },
];

/** The fingerprint everything pins, and whose texts these are. */
export const CorpusIdentity = ({ corpus }: { readonly corpus: CorpusOverview }) => (
  <Panel title="Identity" flush>
    <div className="flex items-center gap-2 py-1.5 pl-3 pr-1.5">
      <div className="min-w-0 flex-1">
        <p className="eyebrow">Fingerprint · semantics version {corpus.info.semanticsVersion}</p>
        <p className="truncate font-mono text-xs" title={corpus.fingerprint}>
          {corpus.fingerprint}
        </p>
      </div>
      <CopyButton text={corpus.fingerprint} label="Copy the fingerprint" />
    </div>
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
