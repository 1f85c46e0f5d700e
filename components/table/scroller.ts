import {
  rowTopPx,
  rowWindow,
  scrolled,
  settled,
  topFor,
  type Place,
  type Rows,
  type RowWindow,
} from "@/components/table/row-window";

export type Sizes = Omit<Rows, "viewPx">;

/** Rows to draw, moved by `shift` px from where an element as high as all rows would have them. */
export interface Drawn extends RowWindow {
  readonly shift: number;
}

const OVERSCAN = 8;
/** px in sight before the browser has said how many. */
const FIRST_VIEW_PX = 1_200;
/** ms without a scroll after which the bar is put where it belongs. */
const REST_MS = 160;

interface Drawing {
  readonly draw: (drawn: Drawn) => void;
  /** Runs a change of the scroll and of what is drawn so that the person sees both at once. */
  readonly atOnce: (change: () => void) => void;
}

/** Keeps an element's scroll position and the rows drawn in it together (row-window.ts). */
export class Scroller {
  private element: HTMLElement | null = null;
  private place: Place = { bar: 0, top: 0 };
  private viewPx = FIRST_VIEW_PX;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private sizes: Sizes,
    private readonly drawing: Drawing,
  ) {}

  /** Follows an element until the returned function is called; the ref of the element that scrolls. */
  readonly attach = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.element = element;
    const observer = new ResizeObserver(() => this.resize(this.sizes));
    observer.observe(element);
    return () => {
      observer.disconnect();
      clearTimeout(this.timer);
      this.element = null;
    };
  };

  readonly onScroll = (): void => {
    const { element } = this;
    if (element === null || element.scrollTop === this.place.bar) return;
    this.place = scrolled(this.place, element.scrollTop, this.rows);
    this.drawing.atOnce(() => this.redraw());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.drawing.atOnce(() => this.moveTo(this.place.top)), REST_MS);
  };

  resize(sizes: Sizes): void {
    this.sizes = sizes;
    if (this.element !== null) this.viewPx = this.element.clientHeight;
    this.moveTo(this.place.top);
  }

  toStart(): void {
    this.moveTo(0);
  }

  /** Brings a row into sight; nothing moves when it is. */
  showRow(row: number): void {
    const top = topFor(row, this.place.top, this.rows);
    if (top !== this.place.top) this.moveTo(top);
  }

  /** Whole rows in sight, less one: what a page key moves by. */
  get rowsInView(): number {
    const { rowPx, headerPx } = this.sizes;
    return Math.max(1, Math.floor((this.viewPx - headerPx) / rowPx) - 1);
  }

  /** First row of which anything is in sight. */
  get firstInView(): number {
    return Math.floor(this.place.top / this.sizes.rowPx);
  }

  private get rows(): Rows {
    return { ...this.sizes, viewPx: this.viewPx };
  }

  private moveTo(top: number): void {
    this.place = settled({ bar: this.place.bar, top }, this.rows);
    const { element } = this;
    if (element !== null && element.scrollTop !== this.place.bar) {
      element.scrollTop = this.place.bar;
      // The browser keeps whole device pixels of it, and no more than it has laid out.
      this.place = { ...this.place, bar: element.scrollTop };
    }
    this.redraw();
  }

  private redraw(): void {
    const { bar, top } = this.place;
    this.drawing.draw({ ...rowWindow(top, this.rows, OVERSCAN), shift: bar - top });
  }
}

/** Distance of a drawn row from the upper edge of the element inside the scroll, px. */
export const drawnTopPx = (row: number, { shift }: Drawn, sizes: Sizes): number =>
  rowTopPx(row, shift, { ...sizes, viewPx: 0 });
