import { Check, Minus } from "lucide-react";
import { cx } from "@/components/ui/class-names";

/** The looks of a checkbox; what it stands in has the role. */
export const CheckSquare = ({ checked }: { readonly checked: boolean | "mixed" }) => (
  <span
    aria-hidden
    className={cx(
      "flex size-4 shrink-0 items-center justify-center rounded-sm border",
      checked === false ? "border-control" : "border-accent bg-accent text-on-accent",
    )}
  >
    {checked === true && <Check className="size-3" strokeWidth={3} />}
    {checked === "mixed" && <Minus className="size-3" strokeWidth={3} />}
  </span>
);
