/** A place in the text nodes of an element. */
interface NodePlace {
  readonly node: Text;
  readonly offset: number;
}

/** The place of a unit of an element's text; the end where there are fewer. Null for an element without text. */
export function placeOfUnit(element: Element, unit: number): NodePlace | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = unit;
  let last: NodePlace | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    if (left <= node.length) return { node, offset: left };
    left -= node.length;
    last = { node, offset: node.length };
  }
  return last;
}

/** Units of an element's text before a DOM position inside it. */
export function unitAt(element: Element, container: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(container, offset);
  return range.toString().length;
}

/** Part of an element's text as a range; null where it has none. */
export function rangeOfUnits(element: Element, from: number, to: number): Range | null {
  const [start, end] = [placeOfUnit(element, from), placeOfUnit(element, to)];
  if (start === null || end === null) return null;
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}
