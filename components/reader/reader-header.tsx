import { ChevronDown, ChevronUp, X } from "lucide-react";
import type { ReactNode } from "react";
import type { ReaderProps } from "@/components/reader/reader-props";
import { DomainMark } from "@/components/charts/domain-mark";
import { IconButton } from "@/components/ui/button";
import { formatPercent, formatPlural } from "@/components/ui/format";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ReaderHeaderProps extends Pick<ReaderProps, "corpus" | "place" | "onStep" | "onClose"> {
  /** Undefined while it is on its way. */
  readonly document: DocumentDetail | undefined;
  /** Share of its text that is here. */
  readonly here?: number;
  /** Buttons for its text. */
  readonly children?: ReactNode;
}

/** Which document is open, and the way to the next. */
export function ReaderHeader({
  document,
  corpus,
  place,
  onStep,
  onClose,
  here = 1,
  children,
}: ReaderHeaderProps) {
  const index = corpus.statistics.domains.findIndex(({ domain }) => domain === document?.domain);
  return (
    <header className="flex items-center gap-1 border-b py-1 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-mono text-xs font-medium">
          <bdi>{document?.id ?? "…"}</bdi>
        </h2>
        <p className="flex min-w-0 items-center gap-2 text-xs text-muted">
          {document !== undefined && (
            <>
              <DomainMark domain={document.domain} index={Math.max(0, index)} />
              <span className="whitespace-nowrap">{formatPlural(document.tokens, "token")}</span>
              <span className="truncate max-sm:hidden">
                {formatPlural(document.characters, "character")}
                {here < 1 && `, ${formatPercent(here, 0)} here`}
              </span>
            </>
          )}
          {place !== null && <span className="truncate max-sm:hidden">{place}</span>}
        </p>
      </div>
      {children}
      <IconButton label="Previous document" keys="k" onClick={() => onStep(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next document" keys="j" onClick={() => onStep(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close the reader" keys="Escape" onClick={onClose}>
        <X />
      </IconButton>
    </header>
  );
}
