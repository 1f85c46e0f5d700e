import Link from "next/link";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { compareLink } from "@/core/comparison/compare-link";
import type { ItemRef } from "@/core/comparison/item";

interface CompareButtonProps {
  readonly items: readonly ItemRef[];
}

/** The way to a comparison of what is chosen; of nothing it leads to the page that chooses. */
export const CompareButton = ({ items }: CompareButtonProps) => (
  <Button asChild>
    <Link href={items.length === 0 ? "/compare" : compareLink(items)}>
      {items.length > 1 ? `Compare ${formatCount(items.length)}` : "Compare"}
    </Link>
  </Button>
);
