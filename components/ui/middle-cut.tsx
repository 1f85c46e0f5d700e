import { cx } from "@/components/ui/class-names";

interface MiddleCutProps {
  readonly text: string;
  readonly className?: string;
}

const TAIL = 12;

/**
 * An id or a path that loses its middle where there is no room: what tells two of them apart is mostly at the end. It is read
 * aloud in one piece, and copied as what is seen.
 */
export const MiddleCut = ({ text, className }: MiddleCutProps) => (
  <bdi className={cx("relative flex min-w-0 font-mono text-xs", className)} title={text}>
    <span className="sr-only select-none">{text}</span>
    <span aria-hidden className="truncate whitespace-pre">
      {text.slice(0, -TAIL)}
    </span>
    <span aria-hidden className="whitespace-pre">
      {text.slice(-TAIL)}
    </span>
  </bdi>
);
