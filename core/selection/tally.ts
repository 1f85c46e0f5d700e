import type { Cell } from "@/core/selection/score-histogram";

export interface DomainCount {
  readonly domain: number;
  readonly documents: number;
  readonly tokens: number;
  /** Score of the domain's last document in. */
  readonly threshold: number;
}

/** What a prefix of a ranking holds so far. */
export class Tally {
  documents = 0;
  tokens = 0;
  /** Score of the last document in. */
  threshold: number | null = null;
  readonly #domains = new Map<number, Omit<DomainCount, "domain">>();

  constructor(readonly quota: number) {}

  fits(tokens: number): boolean {
    return this.tokens + tokens <= this.quota;
  }

  /** @param threshold score of the last of these documents, which rank behind all that were added before */
  add(domain: number, documents: number, tokens: number, threshold: number): void {
    this.documents += documents;
    this.tokens += tokens;
    const count = this.#domains.get(domain) ?? { documents: 0, tokens: 0 };
    this.#domains.set(domain, {
      documents: count.documents + documents,
      tokens: count.tokens + tokens,
      threshold,
    });
  }

  /** By domain code: the order in which an engine hands out groups means nothing. */
  byDomain(): DomainCount[] {
    return [...this.#domains]
      .map(([domain, count]) => ({ domain, ...count }))
      .sort((a, b) => a.domain - b.domain);
  }
}

/**
 * Adds whole bins from the highest key down.
 * @returns the cells of the first bin that does not fit, in which the cut lies; null when all fit.
 */
export function takeBins(
  tally: Tally,
  cells: readonly Cell[],
  threshold: (lowestKey: number) => number,
): Cell[] | null {
  const bins = new Map<number, Cell[]>();
  for (const cell of [...cells].sort((a, b) => b.bin - a.bin)) {
    const bin = bins.get(cell.bin);
    if (bin === undefined) bins.set(cell.bin, [cell]);
    else bin.push(cell);
  }
  for (const bin of bins.values()) {
    if (!tally.fits(bin.reduce((sum, cell) => sum + cell.tokens, 0))) return bin;
    for (const cell of bin) tally.add(cell.domain, cell.documents, cell.tokens, threshold(cell.lowest));
    tally.threshold = threshold(Math.min(...bin.map((cell) => cell.lowest)));
  }
  return null;
}
