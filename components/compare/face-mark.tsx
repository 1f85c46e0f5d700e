import type { Face } from "@/components/compare/compared-face";
import { cx } from "@/components/ui/class-names";

interface FaceMarkProps {
  readonly face: Pick<Face, "letter" | "colour" | "name">;
  /** Shows the letter alone; the name is still read aloud. */
  readonly short?: boolean;
  readonly className?: string;
}

/** An item's colour, letter and name, the same in every table. */
export const FaceMark = ({ face, short = false, className }: FaceMarkProps) => (
  <span className={cx("inline-flex min-w-0 items-center gap-1.5", className)} title={face.name}>
    <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: face.colour }} />
    <span className="shrink-0 font-semibold text-ink">{face.letter}</span>
    <span className={short ? "sr-only" : "truncate"}>
      <bdi>{face.name}</bdi>
    </span>
  </span>
);
