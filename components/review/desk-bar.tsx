import type { Pace } from "@/components/review/pace.prepare";
import { formatCount, formatDuration, formatPlural } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import type { MyWork } from "@/server/services/review/my-work";

interface DeskBarProps {
  readonly work: MyWork;
  readonly pace: Pace;
  /** Answers that the server has not confirmed. */
  readonly waiting: number;
  readonly offline: boolean;
}

/** Progress, pace and time left, and whether answers wait for the connection. */
export const DeskBar = ({ work, pace, waiting, offline }: DeskBarProps) => (
  <footer className="border-t bg-surface">
    <Progress label="Answers of all reviewers" share={work.wanted === 0 ? 1 : work.answers / work.wanted} />
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-1.5 text-xs text-muted">
      <span>
        <bdi>{work.reviewer}</bdi> · {formatPlural(pace.done, "document")}
      </span>
      {pace.secondsEach !== null && <span>{formatDuration(pace.secondsEach)} each</span>}
      {pace.secondsLeft !== null && pace.secondsLeft > 0 && (
        <span>about {formatDuration(pace.secondsLeft)} left for you alone</span>
      )}
      <span className="flex-1" />
      <span role="status" className={offline ? "text-warning" : undefined}>
        {waiting === 0
          ? "All answers saved"
          : offline
            ? `No connection: ${formatPlural(waiting, "answer")} kept in this browser`
            : `Saving ${formatPlural(waiting, "answer")} …`}
      </span>
      <span>
        {formatCount(work.answers)} of {formatCount(work.wanted)} answers by all
      </span>
    </p>
  </footer>
);
