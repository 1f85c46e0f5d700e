import { DataTable, type Column } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount, formatDuration } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ReviewerProgress } from "@/server/services/review/session-figures";

const COLUMNS: readonly Column<ReviewerProgress>[] = [
  { id: "name", header: "Reviewer", rowHeader: true, cell: ({ name }) => <bdi>{name}</bdi> },
  { id: "answered", header: "Answered", align: "right", cell: ({ answered }) => formatCount(answered) },
  {
    id: "skipped",
    header: "Skipped",
    align: "right",
    from: "sm",
    cell: ({ skipped }) => formatCount(skipped),
  },
  {
    id: "flagged",
    header: "Flagged",
    align: "right",
    from: "sm",
    cell: ({ flagged }) => formatCount(flagged),
  },
  { id: "extra", header: "Extra", align: "right", from: "md", cell: ({ extra }) => formatCount(extra) },
  {
    id: "pace",
    header: "Time each",
    align: "right",
    cell: ({ medianSeconds }) => (medianSeconds === null ? "–" : formatDuration(medianSeconds)),
  },
  {
    id: "last",
    header: "Last answer",
    align: "right",
    from: "sm",
    cell: ({ lastAt }) => (lastAt === null ? "–" : <TimeAgo date={lastAt} />),
  },
];

/** Who has done how much. */
export const ReviewersPanel = ({ reviewers }: { readonly reviewers: readonly ReviewerProgress[] }) => (
  <Panel title="Reviewers" flush>
    {reviewers.length === 0 ? (
      <EmptyState title="Nobody has joined yet">Send the link above to whoever should answer.</EmptyState>
    ) : (
      <DataTable caption="Reviewers" columns={COLUMNS} rows={reviewers} rowKey={({ name }) => name} />
    )}
  </Panel>
);
