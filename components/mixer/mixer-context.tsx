"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import type { CorpusStatistics } from "@/core/statistics";
import type { MixerOpening } from "@/server/services/preview/open-mixer";

/** The corpus version a mixer works on. */
export interface MixerCorpus extends Pick<
  MixerOpening,
  "id" | "name" | "number" | "versionId" | "fingerprint" | "synthetic"
> {
  /** With few of the quantiles until all of them are here. */
  readonly statistics: CorpusStatistics;
}

interface Mixer {
  readonly store: MixerStore;
  readonly corpus: MixerCorpus;
}

const MixerContext = createContext<Mixer | null>(null);

/** Hands out the same value until one of the two changes: all of the mixer draws again when it does. */
export function MixerProvider({ store, corpus, children }: Mixer & { readonly children: ReactNode }) {
  const mixer = useMemo(() => ({ store, corpus }), [store, corpus]);
  return <MixerContext value={mixer}>{children}</MixerContext>;
}

function useMixerContext(): Mixer {
  const mixer = useContext(MixerContext);
  if (mixer === null) throw new Error("a mixer component stands outside MixerProvider");
  return mixer;
}

/** A part of the mixer's state; the component draws again only when that part changes. */
export const useMixer = <T,>(select: (state: MixerState) => T): T =>
  useStore(useMixerContext().store, select);

/** For acts that read the state when they happen. */
export const useMixerStore = (): MixerStore => useMixerContext().store;
export const useMixerCorpus = (): MixerCorpus => useMixerContext().corpus;
