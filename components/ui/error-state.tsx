import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { errorText } from "@/components/ui/error-text";

interface ErrorStateProps {
  /** What the request threw, or an object with `message`. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** What went wrong, where, and the way out; stands in the place of what is missing. */
export function ErrorState({ error, onRetry, action, className }: ErrorStateProps) {
  const { message, way } = errorText(error);
  return (
    <div
      role="alert"
      className={cx("flex items-start gap-2.5 rounded-md bg-danger-soft px-3 py-2.5 text-sm", className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium text-ink">{message}</p>
        {way !== null && <p className="break-words text-muted">{way}</p>}
        {(onRetry !== undefined || action !== undefined) && (
          <div className="mt-2 flex flex-wrap gap-2">
            {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
