import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** `h1` where it is all there is on a page. */
  readonly level?: "h1" | "h2";
  /** What to do first. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ title, level: Heading = "h2", children, action }: EmptyStateProps) => (
  <div className="flex flex-col items-start gap-2 px-4 py-8 sm:px-8">
    <Heading className="text-base font-semibold">{title}</Heading>
    <div className="max-w-prose text-sm text-muted">{children}</div>
    {action !== undefined && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
  </div>
);
