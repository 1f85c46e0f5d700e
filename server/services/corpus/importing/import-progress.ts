/** What a job shows of itself while it runs. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly phase: string;
  /** Units a second since the phase began. */
  readonly rate: number | null;
}

const REPORT_EVERY_MS = 500;

/** Counts through the phases of an import and reports twice a second, and at each new phase. */
export class ImportProgress {
  private phase = "";
  private unit = "";
  private total: number | null = null;
  private done = 0;
  private began = 0;
  private reported = 0;

  constructor(
    private readonly report: (progress: Progress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  begin(phase: string, unit: string, total: number | null): void {
    Object.assign(this, { phase, unit, total, done: 0, began: this.now() });
    this.tell();
  }

  advance(by: number): void {
    this.done += by;
    if (this.now() - this.reported >= REPORT_EVERY_MS) this.tell();
  }

  private tell(): void {
    this.reported = this.now();
    const seconds = (this.reported - this.began) / 1000;
    const rate = seconds > 0 && this.done > 0 ? this.done / seconds : null;
    this.report({ done: this.done, total: this.total, unit: this.unit, phase: this.phase, rate });
  }
}
