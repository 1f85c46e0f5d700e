import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

export const FIELD_CLASSES =
  "control w-full rounded-md border border-line-strong bg-surface px-2 text-sm text-ink placeholder:text-faint " +
  "hover:border-control focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-danger";

export const Input = ({ className, ...props }: ComponentProps<"input">) => (
  <input
    type="text"
    autoComplete="off"
    spellCheck={false}
    className={cx(FIELD_CLASSES, className)}
    {...props}
  />
);

export const TextArea = ({ className, ...props }: ComponentProps<"textarea">) => (
  <textarea className={cx(FIELD_CLASSES, "h-auto min-h-16 py-1", className)} {...props} />
);
