import { rangeOfUnits } from "@/components/reader/text-position";

/** Where a hit comes to stand, as a share of the height. */
const PLACE = 0.35;
/** Frames after which the heights of newly laid out chunks no longer move it. */
const FRAMES = 6;

/** Scrolls a part of a chunk into sight, and again while the chunks around it take their heights. Returns what ends it. */
export function showUnits(scroller: Element, chunk: Element, from: number, to: number): () => void {
  let frame = 0;
  let left = FRAMES;
  const adjust = (): void => {
    const view = scroller.getBoundingClientRect();
    const hit = (rangeOfUnits(chunk, from, to) ?? chunk).getBoundingClientRect();
    if (hit.top < view.top + view.height * 0.08 || hit.bottom > view.bottom - view.height * 0.08) {
      scroller.scrollTop += hit.top - view.top - view.height * PLACE;
    }
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(adjust);
  };
  adjust();
  return () => cancelAnimationFrame(frame);
}
