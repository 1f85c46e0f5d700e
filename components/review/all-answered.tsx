import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCount } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import type { MyWork } from "@/server/services/review/my-work";

interface AllAnsweredProps {
  readonly work: MyWork;
  readonly onMore: () => void;
  readonly onUndo: (() => void) | null;
}

/** Nothing waits for this reviewer. */
export const AllAnswered = ({ work, onMore, onUndo }: AllAnsweredProps) => (
  <EmptyState
    title={work.closed ? "This session is closed" : "Nothing waits for you"}
    action={
      <>
        {!work.closed && <Button onClick={onMore}>Look again</Button>}
        {onUndo !== null && !work.closed && <Button onClick={onUndo}>Open the last one again</Button>}
        <TextLink href={`/review/${work.sessionId}`} className="self-center">
          See the session
        </TextLink>
      </>
    }
  >
    {work.closed
      ? "Your answers are kept."
      : work.answers >= work.wanted
        ? `All ${formatCount(work.wanted)} answers are given. Thank you.`
        : "The documents that are left are with other reviewers; those they do not answer come back."}
  </EmptyState>
);
