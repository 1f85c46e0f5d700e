import type { Hindrance } from "@/core/comparison/compared-item";
import type { RaterId } from "@/core/raters";

export interface Count {
  readonly documents: number;
  readonly tokens: number;
}

/** One number for both ways to count what sets have in common, 0 to 1. */
export interface Jaccard {
  readonly byDocuments: number;
  readonly byTokens: number;
}

/** What one recipe selects of the corpus, counted over all of it. */
export interface SetFigures extends Count {
  readonly budgetTokens: number;
  /** Score of the last document in; null where each domain has its own. */
  readonly threshold: number | null;
  /** In the order of the domains of the corpus. */
  readonly domains: readonly Count[];
  /** Documents by bin of `lengthEdges`. */
  readonly lengths: readonly number[];
  /** Mean of the raters' values over selected documents that have one; null where none has. */
  readonly raters: Readonly<Record<RaterId, number | null>>;
  /** Why the recipe selects no document at all; null where it selects some. */
  readonly nothing: Hindrance | null;
}

/** Documents that are in exactly these sets; `members` are positions of sets, ascending, at least one. */
export interface Region extends Count {
  readonly members: readonly number[];
}

/** What several recipes select of one corpus; every figure is exact. */
export interface SetsCompared {
  /** In the order asked for. */
  readonly sets: readonly SetFigures[];
  /** What each two sets have in common: `common[a][b]` = `common[b][a]`, with the set itself on the diagonal. */
  readonly common: readonly (readonly Count[])[];
  /** Largest first, by documents. */
  readonly regions: readonly Region[];
  /** Regions beyond those, together. */
  readonly otherRegions: Count & { readonly regions: number };
  /** Upper ends of the bins of document length in tokens, ascending, each included; the last bin has no end. */
  readonly lengthEdges: readonly number[];
  readonly corpus: Count & {
    readonly domains: readonly (Count & { readonly domain: string })[];
    readonly lengths: readonly number[];
    /** Over the values of the whole corpus; null for a rater it lacks, sd population. */
    readonly raters: Readonly<Record<RaterId, { readonly mean: number; readonly sd: number } | null>>;
  };
  readonly seconds: number;
}

export interface SetsProgress {
  /** Sets counted, of all. */
  readonly done: number;
  readonly total: number;
}
