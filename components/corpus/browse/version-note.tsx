import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { Button } from "@/components/ui/button";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface VersionNoteProps {
  readonly corpus: CorpusDetail;
  readonly change: (part: Partial<BrowseState>) => void;
}

/** Says so where an older version is shown: documents have other numbers in a newer one. */
export function VersionNote({ corpus, change }: VersionNoteProps) {
  const latest = Math.max(...corpus.versions.map(({ number }) => number));
  if (corpus.number >= latest) return null;
  return (
    <p className="flex items-center gap-1 text-xs text-warning">
      version {corpus.number} of {latest}
      <Button variant="quiet" onClick={() => change({ version: null, document: null, only: null })}>
        To the latest
      </Button>
    </p>
  );
}
