import { formatBytes } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { SelectionManifest } from "@/core/selection-manifest";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";

interface SelectionFilesProps {
  readonly selection: SelectionDetail;
  readonly manifest: SelectionManifest;
}

/** The chain of hashes from corpus and recipe to what was written. */
export const SelectionFiles = ({ selection, manifest }: SelectionFilesProps) => (
  <Panel title="Identity and files">
    <dl className="space-y-1.5 text-xs">
      <Hash label="Corpus fingerprint" value={selection.corpus.fingerprint} />
      <Hash label="Recipe hash" value={selection.recipeHash} />
      <Hash label="Selection key" value={selection.selectionKey} />
      <Hash label="Content hash" value={manifest.contentHash} />
      {manifest.files.map((file) => (
        <Hash key={file.path} label={`${file.path}, ${formatBytes(file.bytes)}`} value={file.sha256} />
      ))}
    </dl>
  </Panel>
);

const Hash = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div className="flex flex-wrap gap-x-3">
    <dt className="w-48 text-muted">{label}</dt>
    <dd className="min-w-0 break-all font-mono">{value}</dd>
  </div>
);
