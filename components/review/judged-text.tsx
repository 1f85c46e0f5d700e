import { SearchedText } from "@/components/review/searched-text";
import type { DocumentText } from "@/components/reader/use-document-text";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

interface JudgedTextProps {
  /** Null until its beginning is here. */
  readonly text: DocumentText | null;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The place of a text that is judged, while it comes, when it fails and once it is here. */
export const JudgedText = ({ text, error, retry }: JudgedTextProps) => (
  <section aria-label="Document" className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
    {text !== null ? (
      <SearchedText text={text} />
    ) : error !== null ? (
      <ErrorState error={error} onRetry={retry} className="m-4" />
    ) : (
      <div className="p-4">
        <SkeletonRows rows={12} />
      </div>
    )}
  </section>
);
