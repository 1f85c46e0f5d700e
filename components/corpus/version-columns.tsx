import type { Column } from "@/components/table/data-table";
import { formatCount, formatTokens, shortHash } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";

/** Columns that tables of corpora and of their versions share. */
export const FINGERPRINT_COLUMN: Column<{ readonly fingerprint: string }> = {
  id: "fingerprint",
  header: "Fingerprint",
  from: "md",
  cell: ({ fingerprint }) => (
    <span className="font-mono text-xs text-muted" title={fingerprint}>
      {shortHash(fingerprint)}
    </span>
  ),
};

export const DOCUMENTS_COLUMN: Column<{ readonly documents: number }> = {
  id: "documents",
  header: "Documents",
  align: "right",
  cell: ({ documents }) => formatCount(documents),
};

export const TOKENS_COLUMN: Column<{ readonly tokens: number }> = {
  id: "tokens",
  header: "Tokens",
  align: "right",
  cell: ({ tokens }) => formatTokens(tokens),
};

export const IMPORTED_COLUMN: Column<{ readonly createdAt: Date }> = {
  id: "created",
  header: "Imported",
  align: "right",
  from: "sm",
  cell: ({ createdAt }) => (
    <span className="text-muted">
      <TimeAgo date={createdAt} />
    </span>
  ),
};
