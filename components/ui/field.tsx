import { useId, type ReactNode } from "react";
import { Help } from "@/components/ui/help";

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What its label means, where not everybody knows the word. */
  readonly meaning?: string;
  /** What is wrong with the value; read out as part of the control. */
  readonly fault?: string | null;
  readonly children: (control: {
    id: string;
    "aria-describedby": string;
    "aria-invalid": boolean;
  }) => ReactNode;
}

/** A labelled control with its hint and its fault. */
export function Field({ label, hint, meaning, fault = null, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="text-xs font-medium text-ink">
          {label}
        </label>
        {meaning !== undefined && <Help about={label} text={meaning} />}
      </div>
      {children({ id, "aria-describedby": `${id}-hint`, "aria-invalid": fault !== null })}
      <p id={`${id}-hint`} className={fault === null ? "text-xs text-muted" : "text-xs text-danger"}>
        {fault ?? hint}
      </p>
    </div>
  );
}
