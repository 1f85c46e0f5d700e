import type { SortColumn } from "@/components/runs/runs-address";
import { LOOKS } from "@/components/runs/runs-columns";
import { cx } from "@/components/ui/class-names";

const FROM = { sm: "hidden sm:table-cell", md: "hidden md:table-cell", lg: "hidden lg:table-cell" } as const;

/** Classes of a cell; the name of the run has the width that is left. */
export function cellClass(column: SortColumn): string {
  const { align, from } = LOOKS[column];
  return cx(
    "px-2 last:pr-3 whitespace-nowrap",
    align === "right" ? "text-right" : "text-left",
    from !== undefined && FROM[from],
    column === "name" && "w-full max-w-0 overflow-hidden",
  );
}
