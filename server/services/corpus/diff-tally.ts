import type { SqlRow } from "@/core/engine";
import { FATES, type Fate } from "@/core/version-fate";
import { keptText } from "@/server/duckdb/kept-text";

/** Before counts what the older version holds of them, after what the newer does. */
export interface FateFigures {
  readonly documents: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

export interface ComparedDocument {
  readonly id: string;
  /** In the version that has it; of both the newer. */
  readonly domain: string;
  readonly tokensBefore: number | null;
  readonly tokensAfter: number | null;
  /** Where each version has it; null where it does not. */
  readonly ordinalBefore: number | null;
  readonly ordinalAfter: number | null;
}

export interface VersionDiff {
  readonly totals: Readonly<Record<Fate, FateFigures>>;
  /** By name. A document whose domain changed counts in the newer one. */
  readonly domains: readonly {
    readonly domain: string;
    readonly fates: Readonly<Record<Fate, FateFigures>>;
  }[];
  /** The first in the order of ids. */
  readonly first: Readonly<Record<Fate, readonly ComparedDocument[]>>;
}

export const FIRST_DOCUMENTS = 100;

export interface TallySide {
  /** By code. */
  readonly domains: readonly { readonly domain: string }[];
}

type MutableFigures = { -readonly [K in keyof FateFigures]: FateFigures[K] };

const byFate = <T>(make: (fate: Fate) => T): Record<Fate, T> => ({
  added: make("added"),
  gone: make("gone"),
  changed: make("changed"),
  unchanged: make("unchanged"),
});

const noFigures = (): Record<Fate, MutableFigures> =>
  byFate(() => ({ documents: 0, tokensBefore: 0, tokensAfter: 0 }));

const numberIn = (row: SqlRow, column: string): number | null => {
  const value = row[column];
  return typeof value === "number" ? value : null;
};

/** Adds up the figures of a comparison and keeps its first documents. */
export class DiffTally {
  private readonly totals = noFigures();
  private readonly domains = new Map<string, Record<Fate, MutableFigures>>();
  private readonly first = byFate((): ComparedDocument[] => []);

  constructor(
    private readonly before: TallySide,
    private readonly after: TallySide,
  ) {}

  /** @returns rows of both versions that the figures stand for */
  count(row: SqlRow): number {
    const fate = fateIn(row);
    const documents = Number(row["documents"]);
    const domain = this.domainOf(row);
    const own = this.domains.get(domain) ?? noFigures();
    this.domains.set(domain, own);
    for (const figures of [this.totals[fate], own[fate]]) {
      figures.documents += documents;
      figures.tokensBefore += Number(row["tokens_before"]);
      figures.tokensAfter += Number(row["tokens_after"]);
    }
    return fate === "added" || fate === "gone" ? documents : 2 * documents;
  }

  wants(fate: Fate): boolean {
    return this.first[fate].length < Math.min(FIRST_DOCUMENTS, this.totals[fate].documents);
  }

  show(fate: Fate, rows: readonly SqlRow[]): void {
    const shown = this.first[fate];
    for (const row of rows.slice(0, FIRST_DOCUMENTS - shown.length)) {
      shown.push({
        id: keptText(row["id"]),
        domain: this.domainOf(row),
        tokensBefore: numberIn(row, "tokens_before"),
        tokensAfter: numberIn(row, "tokens_after"),
        ordinalBefore: numberIn(row, "before"),
        ordinalAfter: numberIn(row, "after"),
      });
    }
  }

  diff(): VersionDiff {
    const domains = [...this.domains]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([domain, fates]) => ({ domain, fates }));
    return { totals: this.totals, domains, first: this.first };
  }

  private domainOf(row: SqlRow): string {
    const code = numberIn(row, "domain_after");
    const found =
      code === null ? this.before.domains[numberIn(row, "domain_before") ?? -1] : this.after.domains[code];
    return found?.domain ?? "";
  }
}

function fateIn(row: SqlRow): Fate {
  const fate = FATES.find((one) => one === row["fate"]);
  if (fate === undefined) throw new TypeError(`no fate ${String(row["fate"])}`);
  return fate;
}
