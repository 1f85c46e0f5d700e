interface ShareBarProps {
  /** 0 … 1 */
  readonly share: number;
  /** A CSS colour. */
  readonly colour?: string;
}

/** A share as a bar; the number beside it is what a screen reader reads. */
export const ShareBar = ({ share, colour = "var(--color-accent)" }: ShareBarProps) => (
  <span aria-hidden className="block h-2 w-full min-w-16 overflow-hidden rounded-[2px] bg-sunken">
    <span
      className="block h-full rounded-[2px]"
      style={{ width: `${Math.min(100, Math.max(0, share * 100))}%`, background: colour }}
    />
  </span>
);
