import { cx } from "@/components/ui/class-names";

interface ProgressProps {
  readonly label: string;
  /** 0 … 1, or null while the whole is unknown. */
  readonly share: number | null;
  readonly className?: string;
}

export const Progress = ({ label, share, className }: ProgressProps) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    {...(share === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
    className={cx("h-1 w-full overflow-hidden rounded-full bg-line-strong", className)}
  >
    <div
      className={cx("h-full rounded-full bg-accent", share === null && "w-1/3 animate-pulse")}
      style={share === null ? {} : { width: `${Math.min(100, Math.max(0, share * 100))}%` }}
    />
  </div>
);
