import type { Count } from "@/core/comparison/set-figures";

/** `gained`: in the other, not in the baseline; `lost`: the other way round; `kept`: in both. */
export const SIDES = ["gained", "lost", "kept"] as const;
export type Side = (typeof SIDES)[number];

/** Where a document stands under one of the two recipes. */
export interface SideStanding {
  /** Null when the recipe leaves the document out of its ranking. */
  readonly score: number | null;
  /** Score less the threshold that rules the document's domain; null without either. */
  readonly margin: number | null;
}

export interface ChangedDocument {
  readonly ordinal: number;
  readonly id: string;
  readonly domain: string;
  readonly tokens: number;
  readonly baseline: SideStanding;
  readonly other: SideStanding;
}

/**
 * Documents of one side, clearest first: by the margin under the recipe that takes them, largest first (`kept`: the smaller of both margins, smallest first),
 * documents without a margin last, then by ordinal.
 */
export interface ChangedPage extends Count {
  readonly rows: readonly ChangedDocument[];
}

/** What changes from the baseline to another recipe; exact. */
export interface PairFigures {
  readonly sides: Readonly<Record<Side, SideFigures>>;
}

export interface SideFigures extends Count {
  /** In the order of the domains of the corpus. */
  readonly domains: readonly Count[];
  /** Documents by margin under the recipe that takes them, in equal bins from 0 to `top`; those beyond count in the last. */
  readonly margins: { readonly top: number; readonly counts: readonly number[]; readonly none: number };
}
