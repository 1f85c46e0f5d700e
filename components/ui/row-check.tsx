import { CheckSquare } from "@/components/ui/check-square";

interface RowCheckProps {
  /** What is chosen, for those who do not see the row. */
  readonly label: string;
  readonly checked: boolean;
  /** `extend`: with shift, for all rows from the last one. */
  readonly onToggle: (extend: boolean) => void;
}

/** Chooses a row of a table. */
export const RowCheck = ({ label, checked, onToggle }: RowCheckProps) => (
  <button
    type="button"
    role="checkbox"
    aria-checked={checked}
    aria-label={label}
    onClick={(event) => onToggle(event.shiftKey)}
    className="flex size-7 items-center justify-center rounded-md hover:bg-hover pointer-coarse:size-10"
  >
    <CheckSquare checked={checked} />
  </button>
);
