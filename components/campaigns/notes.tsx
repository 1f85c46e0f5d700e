import { TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/class-names";

export interface Note {
  readonly kind: "error" | "warning";
  readonly message: string;
}

interface NotesProps {
  readonly label: string;
  readonly notes: readonly Note[];
}

/** What to know, one thing an item; nothing where there is nothing. */
export const Notes = ({ label, notes }: NotesProps) =>
  notes.length === 0 ? null : (
    <ul aria-label={label} className="flex flex-col gap-2">
      {notes.map(({ kind, message }) => (
        <li
          key={message}
          className={cx(
            "flex gap-2 rounded-md px-3 py-2 text-sm",
            kind === "error" ? "bg-danger-soft" : "bg-warning-soft",
          )}
        >
          <TriangleAlert
            aria-hidden
            className={cx("mt-0.5 size-4 shrink-0", kind === "error" ? "text-danger" : "text-warning")}
          />
          {message}
        </li>
      ))}
    </ul>
  );
