"use client";

import type { MixerCorpus } from "@/components/mixer/mixer-context";
import type { MixerStore } from "@/components/mixer/mixer-store";
import type { Boundary, MixtureFigures, RaterFigures } from "@/core/preview/preview";

export type PreviewStatus =
  | { readonly kind: "starting"; readonly loaded: number; readonly total: number }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly error: unknown };

/** What is known of the recipe that is seen; figures of one before stay until the next are there. */
export interface PreviewState {
  readonly status: PreviewStatus;
  readonly mixture: MixtureFigures | null;
  readonly raters: readonly RaterFigures[] | null;
  readonly justIn: readonly Boundary[];
  readonly justOut: readonly Boundary[];
}

export interface PreviewSource {
  readonly getState: () => PreviewState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Follows the store; returns what ends it. */
  readonly run: () => () => void;
}

interface StartPreview {
  readonly corpus: MixerCorpus;
  readonly previewBytes: { readonly values: number; readonly ranks: number };
  readonly store: MixerStore;
}

export function startPreview(_: StartPreview): PreviewSource {
  throw new Error("to come");
}
