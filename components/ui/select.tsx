import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";
import { FIELD_CLASSES } from "@/components/ui/input";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
  /** Options of one group stand under its name. */
  readonly group?: string;
}

interface SelectProps<T extends string> extends Omit<ComponentProps<"select">, "value" | "onChange"> {
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onValue: (value: T) => void;
}

const OptionItem = ({ option }: { readonly option: Option<string> }) => (
  <option value={option.value} disabled={option.disabled === true}>
    {option.label}
  </option>
);

/** The browser's own list of choices: the fastest by keyboard, and the right one under a thumb. */
export function Select<T extends string>({ value, options, onValue, className, ...props }: SelectProps<T>) {
  const groups = [...new Set(options.map((option) => option.group ?? ""))];
  return (
    <span className={cx("relative inline-flex", className)}>
      <select
        {...props}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onValue(chosen.value);
        }}
        className={cx(FIELD_CLASSES, "appearance-none truncate pr-7")}
      >
        {groups.map((group) => {
          const members = options
            .filter((option) => (option.group ?? "") === group)
            .map((option) => <OptionItem key={option.value} option={option} />);
          return group === "" ? (
            members
          ) : (
            <optgroup key={group} label={group}>
              {members}
            </optgroup>
          );
        })}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5 text-muted"
      />
    </span>
  );
}
