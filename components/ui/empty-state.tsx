import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** What to do first. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ title, children, action }: EmptyStateProps) => (
  <div className="flex flex-col items-start gap-2 px-4 py-8 sm:px-8">
    <h2 className="text-base font-semibold">{title}</h2>
    <div className="max-w-prose text-sm text-muted">{children}</div>
    {action !== undefined && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
  </div>
);
