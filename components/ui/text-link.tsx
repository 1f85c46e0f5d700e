import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

export const TextLink = ({ className, ...props }: ComponentProps<typeof Link>) => (
  <Link className={cx("rounded-sm text-accent underline-offset-2 hover:underline", className)} {...props} />
);
