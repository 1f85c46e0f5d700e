import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

const TONES = {
  neutral: "bg-sunken text-muted border-line-strong",
  accent: "bg-accent-soft text-accent border-transparent",
  good: "bg-good-soft text-good border-transparent",
  warning: "bg-warning-soft text-warning border-transparent",
  danger: "bg-danger-soft text-danger border-transparent",
} as const;
export type Tone = keyof typeof TONES;

export const Badge = ({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) => (
  <span
    className={cx(
      "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-2xs font-medium",
      TONES[tone],
    )}
  >
    {children}
  </span>
);
