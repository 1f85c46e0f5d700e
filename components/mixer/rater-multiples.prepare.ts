import { FAMILIES, raterOf, type Family, type RaterId } from "@/core/raters";
import type { RaterFigures } from "@/core/preview/preview";
import { formatSigned } from "@/components/ui/format";

export interface RaterMultiple {
  readonly rater: RaterId;
  readonly name: string;
  readonly all: readonly number[];
  readonly selected: readonly number[];
  /** Shift of the median in percentile points, written with its sign; null when it has none. */
  readonly shift: string | null;
  readonly tone: "gained" | "lost" | "calm";
  /** The chart in words. */
  readonly label: string;
}

export interface MultipleGroup {
  readonly family: Family;
  readonly multiples: readonly RaterMultiple[];
}

/** Shifts that round to 0 percentile points are no news. */
const CALM = 0.5;

/** Raters by family, in the order the studio shows them. */
export function prepareRaterMultiples(raters: readonly RaterFigures[]): MultipleGroup[] {
  const multiples = raters.map(prepareMultiple);
  return FAMILIES.map((family) => ({
    family,
    multiples: multiples.filter(({ rater }) => raterOf(rater).family === family),
  })).filter((group) => group.multiples.length > 0);
}

function prepareMultiple({ rater, all, selected, medianShift }: RaterFigures): RaterMultiple {
  const name = raterOf(rater).label;
  const points = medianShift === null ? null : medianShift * 100;
  const shift = points === null ? null : formatSigned(points, 0);
  return {
    rater,
    name,
    all,
    selected,
    shift,
    tone: points === null || Math.abs(points) < CALM ? "calm" : points > 0 ? "gained" : "lost",
    label:
      shift === null
        ? `${name}: percentiles of all and of the selected documents`
        : `${name}: the median of the selected documents lies ${shift} percentile points from that of all`,
  };
}
