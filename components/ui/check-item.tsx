interface CheckItemProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

/** One of several things to choose. */
export const CheckItem = ({ label, hint, checked, onChecked }: CheckItemProps) => (
  <label className="flex items-start gap-2 rounded-sm py-0.5 text-sm">
    <input
      type="checkbox"
      checked={checked}
      onChange={({ target }) => onChecked(target.checked)}
      className="mt-0.5 size-4 shrink-0 accent-accent"
    />
    <span>
      {label}
      {hint !== undefined && <span className="block text-xs text-muted">{hint}</span>}
    </span>
  </label>
);
