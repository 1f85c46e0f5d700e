import type { ItemRef } from "@/core/comparison/item";
import type { Recipe } from "@/core/recipe";

export interface PinnedCorpus {
  readonly corpusId: string;
  readonly name: string;
  readonly number: number;
  readonly versionId: string;
  readonly fingerprint: string;
}

/** Why something cannot be compared, and the way out. */
export interface Hindrance {
  readonly why: string;
  readonly way: string;
}

/** A saved version, a confirmed selection or a trained run as it is put beside others. */
export interface ComparedItem {
  readonly ref: ItemRef;
  /** "balanced v3", "balanced v3 · selection 1a2b3c4d", or the name of a run. */
  readonly label: string;
  readonly recipe: Recipe;
  readonly recipeHash: string;
  /** What selections and runs pin; null for a saved version. */
  readonly own: PinnedCorpus | null;
  readonly selection: {
    readonly id: string;
    readonly selectionKey: string;
    readonly contentHash: string | null;
    readonly state: string;
  } | null;
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly model: string;
    readonly state: string;
  } | null;
  readonly archived: boolean;
  /** Why its documents cannot be compared on the corpus version; its settings and outcomes still can. Null where they can. */
  readonly hindrance: Hindrance | null;
}

export interface ItemsCompared {
  /** The corpus version that sets are counted on: the one asked for, else the first that an item pins; null for neither. */
  readonly corpus: (PinnedCorpus & { readonly synthetic: boolean }) | null;
  /** In the order asked for. */
  readonly items: readonly ComparedItem[];
  /** What was asked for and is not there. */
  readonly missing: readonly { readonly ref: ItemRef; readonly why: string }[];
}
