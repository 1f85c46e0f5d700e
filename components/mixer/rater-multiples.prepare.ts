import { FAMILIES, raterOf, type Family, type RaterId } from "@/core/raters";
import type { PreviewFigures } from "@/core/preview/preview";

export interface RaterMultiple {
  readonly rater: RaterId;
  readonly label: string;
  /** Line of all documents and area of the selected ones, SVG paths in the given size. */
  readonly all: string;
  readonly selected: string;
  /** Shift of the median in percentile points; null when it has none. */
  readonly shift: number | null;
}

export interface MultipleGroup {
  readonly family: Family;
  readonly multiples: readonly RaterMultiple[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many times the mean share the top of a small multiple is: bars above it are cut, so that all can be compared. */
const TOP = 4;

/** The raters by family; every multiple has the same vertical scale. */
export function prepareRaterMultiples(raters: PreviewFigures["raters"], size: Size): MultipleGroup[] {
  const multiples = raters.map(({ rater, all, selected, medianShift }) => ({
    rater,
    label: raterOf(rater).label,
    all: pathOf(all, size, false),
    selected: pathOf(selected, size, true),
    shift: medianShift === null ? null : medianShift * 100,
  }));
  return FAMILIES.map((family) => ({
    family,
    multiples: multiples.filter(({ rater }) => raterOf(rater).family === family),
  })).filter((group) => group.multiples.length > 0);
}

const short = (value: number): string => String(Number(value.toFixed(1)));

function pathOf(shares: readonly number[], { width, height }: Size, closed: boolean): string {
  const binWidth = width / Math.max(1, shares.length);
  const top = TOP / Math.max(1, shares.length);
  const steps = shares.map((share, index) => {
    const y = height * (1 - Math.min(1, share / top));
    return `V${short(y)}H${short((index + 1) * binWidth)}`;
  });
  const line = `M0 ${short(height)}${steps.join("")}V${short(height)}`;
  return closed ? `${line}Z` : line;
}
