import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

export const TextLink = ({ className, ...props }: ComponentProps<typeof Link>) => (
  <Link
    className={cx(
      "rounded-sm text-accent underline decoration-line-strong underline-offset-[3px] hover:decoration-accent",
      className,
    )}
    {...props}
  />
);
