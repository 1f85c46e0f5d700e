/** Screens beyond the edges that count as in sight, too. */
const MARGIN = 0.5;

/** Positions of the children of `content` that its scroller shows, both included; by halving, as they stand one below the other. */
export function childrenInSight(scroller: Element, content: Element): readonly [first: number, last: number] {
  const { top, bottom, height } = scroller.getBoundingClientRect();
  const { children } = content;
  const firstBelow = (line: number): number => {
    let low = 0;
    let high = children.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > line) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const last = children.length - 1;
  return [
    Math.min(last, firstBelow(top - height * MARGIN)),
    Math.min(last, firstBelow(bottom + height * MARGIN)),
  ];
}

/** Position of the first child that is not wholly above the upper edge. */
export function firstInSight(scroller: Element, content: Element): number {
  const { top } = scroller.getBoundingClientRect();
  const [from, to] = childrenInSight(scroller, content);
  for (let index = Math.max(0, from); index <= to; index += 1) {
    if ((content.children[index]?.getBoundingClientRect().bottom ?? 0) > top) return index;
  }
  return Math.max(0, from);
}
