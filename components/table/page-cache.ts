import type { RowWindow } from "@/components/table/row-window";

interface PageSource<Row> {
  /** Rows of a page, counted from 0; rejects when `signal` aborts. */
  readonly fetchPage: (page: number, signal: AbortSignal) => Promise<readonly Row[]>;
  readonly rowsPerPage: number;
  /** Rows of all pages together. */
  readonly count: number;
}

/** Pages kept; those used longest ago go first. */
const KEPT_PAGES = 120;
const MOST_REQUESTS = 2;
/** ms that a scroll has to stay before rows are asked for again, once it has jumped twice within `JUMPS_MS`. */
const PAUSE_MS = 70;
const JUMPS_MS = 150;
/** ms after which a scroll that never stays gets rows all the same. */
const PATIENCE_MS = 350;

/**
 * Rows of a long table, page by page. Only pages of the newest window are asked for, two at a time, then the next one in the
 * direction of the scroll; a request for rows that have been scrolled past is aborted.
 */
export class PageCache<Row> {
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly requests = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private wanted: readonly number[] = [];
  private lastFirst = 0;
  private lastJump = -Infinity;
  private startAfter = 0;
  private passingSince: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failure: unknown = null;
  private changes = 0;

  constructor(private readonly source: PageSource<Row>) {}

  /** For `useSyncExternalStore`: tells of new rows and of failures. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Counts what `subscribe` told of. */
  readonly version = (): number => this.changes;

  /** What the last request failed with; null while none has. No page is asked for before `retry`. */
  get error(): unknown {
    return this.failure;
  }

  /** The row when it is here. */
  rowAt(position: number): Row | undefined {
    const page = Math.floor(position / this.source.rowsPerPage);
    return this.pages.get(page)?.[position - page * this.source.rowsPerPage];
  }

  /** Brings the rows of a window, both ends included, and drops requests for others. */
  want({ first, last }: RowWindow): void {
    const direction = Math.sign(first - this.lastFirst);
    this.lastFirst = first;
    const before = this.wanted;
    this.wanted = this.pagesFor(first, last, direction);
    for (const page of this.wanted) this.touch(page);
    for (const page of [...this.requests.keys()]) if (!this.wanted.includes(page)) this.abort(page);
    const shown = Math.floor(first / this.source.rowsPerPage);
    if (!before.includes(shown) && !this.pages.has(shown)) this.jump();
    this.pump();
  }

  /** The row at a position, asked for when it is not here; undefined beyond the end. @throws what the source throws */
  async load(position: number): Promise<Row | undefined> {
    if (position < 0 || position >= this.source.count) return undefined;
    const here = this.rowAt(position);
    if (here !== undefined) return here;
    const page = Math.floor(position / this.source.rowsPerPage);
    this.keep(page, await this.source.fetchPage(page, new AbortController().signal));
    return this.rowAt(position);
  }

  retry(): void {
    this.failure = null;
    this.pump();
    this.tell();
  }

  /** Ends all requests; `want` begins again. */
  stop(): void {
    clearTimeout(this.timer);
    for (const page of [...this.requests.keys()]) this.abort(page);
  }

  private pagesFor(first: number, last: number, direction: number): number[] {
    const { rowsPerPage, count } = this.source;
    if (count === 0 || last < first) return [];
    const [from, to] = [Math.floor(Math.max(0, first) / rowsPerPage), Math.floor(last / rowsPerPage)];
    const inSight = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const next = direction < 0 ? [from - 1, to + 1] : [to + 1, from - 1];
    const end = Math.ceil(count / rowsPerPage);
    return [...inSight, ...next].filter((page) => page >= 0 && page < end);
  }

  /** Rows in the way of a fast scroll are not worth their requests; a single jump is answered at once. */
  private jump(): void {
    const now = performance.now();
    const again = now - this.lastJump < JUMPS_MS;
    this.lastJump = now;
    if (!again) return;
    this.passingSince ??= now;
    this.startAfter = Math.min(now + PAUSE_MS, this.passingSince + PATIENCE_MS);
  }

  private pump(): void {
    clearTimeout(this.timer);
    const missing = this.wanted.filter((page) => !this.pages.has(page) && !this.requests.has(page));
    if (missing.length === 0 || this.failure !== null) return;
    const wait = this.startAfter - performance.now();
    if (wait > 0) {
      this.timer = setTimeout(() => this.pump(), wait);
      return;
    }
    this.passingSince = null;
    for (const page of missing.slice(0, MOST_REQUESTS - this.requests.size)) void this.request(page);
  }

  private async request(page: number): Promise<void> {
    const controller = new AbortController();
    this.requests.set(page, controller);
    try {
      const rows = await this.source.fetchPage(page, controller.signal);
      if (!controller.signal.aborted) this.keep(page, rows);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.failure = error;
      this.tell();
    } finally {
      if (this.requests.get(page) === controller) this.requests.delete(page);
    }
    this.pump();
  }

  private abort(page: number): void {
    this.requests.get(page)?.abort();
    this.requests.delete(page);
  }

  private keep(page: number, rows: readonly Row[]): void {
    this.pages.set(page, rows);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= KEPT_PAGES) break;
      if (!this.wanted.includes(oldest)) this.pages.delete(oldest);
    }
    this.tell();
  }

  private touch(page: number): void {
    const rows = this.pages.get(page);
    if (rows === undefined) return;
    this.pages.delete(page);
    this.pages.set(page, rows);
  }

  private tell(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
