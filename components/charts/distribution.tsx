import { prepareDistribution } from "@/components/charts/distribution.prepare";
import { cx } from "@/components/ui/class-names";

interface DistributionProps {
  /** Amount in each of equally wide bins, any unit. */
  readonly all: readonly number[];
  readonly selected?: readonly number[] | null;
  /** What it shows, in words; null where something around it says so. */
  readonly label: string | null;
  /** Where the box begins and ends is the class's; the drawing stretches to it. */
  readonly className?: string;
}

const WIDTH = 128;
const HEIGHT = 32;

/** Small multiple: everything in grey, what is selected as a line in the accent, both as shares. */
export function Distribution({ all, selected = null, label, className }: DistributionProps) {
  const paths = prepareDistribution(all, selected, WIDTH, HEIGHT);
  return (
    <svg
      {...(label === null ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 1}`}
      preserveAspectRatio="none"
      className={cx("block border-b border-line-strong", className ?? "h-8 w-full")}
    >
      <path d={paths.all} fill="var(--color-before)" />
      {paths.selected !== null && (
        <path
          d={paths.selected}
          fill="none"
          stroke="var(--color-accent)"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
