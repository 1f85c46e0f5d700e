import Link from "next/link";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount, formatDate, formatTokens } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import type { VersionEntry } from "@/server/services/corpus/list-versions";

interface CorpusTombstoneProps {
  readonly name: string;
  readonly version: VersionEntry;
  readonly deletedAt: Date;
}

/** What is left of a version that was deleted. */
export const CorpusTombstone = ({ name, version, deletedAt }: CorpusTombstoneProps) => (
  <Panel flush>
    <EmptyState
      title={`Version ${version.number} of ${name} was deleted`}
      action={
        <Button asChild>
          <Link href="/corpora?import=1">Import a corpus</Link>
        </Button>
      }
    >
      Its files are gone. Importing the same documents again gives a version with the same fingerprint.
    </EmptyState>
    <dl className="grid grid-cols-2 gap-3 border-t px-4 py-3 sm:grid-cols-4">
      <Figure label="Documents" value={formatCount(version.documents)} />
      <Figure label="Tokens" value={formatTokens(version.tokens)} detail={formatCount(version.tokens)} />
      <Figure
        label="Deleted"
        value={formatDate(deletedAt)}
        detail={`by ${version.deletedBy ?? "somebody"}`}
      />
      <Figure label="Imported" value={formatDate(version.createdAt)} detail={`by ${version.importedBy}`} />
    </dl>
    <div className="flex items-center gap-2 border-t py-1.5 pl-4 pr-1.5">
      <div className="min-w-0 flex-1">
        <p className="eyebrow">Fingerprint</p>
        <p className="truncate font-mono text-xs">{version.fingerprint}</p>
      </div>
      <CopyButton text={version.fingerprint} label="Copy the fingerprint" />
    </div>
  </Panel>
);
