/** A binary heap of numbers: `pop` gives the smallest. */
export class MinHeap {
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(value: number): void {
    const items = this.#items;
    let child = items.length;
    items.push(value);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = items[parent] ?? value;
      if (above <= value) break;
      items[child] = above;
      child = parent;
    }
    items[child] = value;
  }

  /** The smallest number, undefined when the heap is empty. */
  pop(): number | undefined {
    const items = this.#items;
    const smallest = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return smallest;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = (items[right] ?? Infinity) < (items[left] ?? Infinity) ? right : left;
      const below = items[child] ?? Infinity;
      if (below >= last) break;
      items[parent] = below;
      parent = child;
    }
    items[parent] = last;
    return smallest;
  }
}
