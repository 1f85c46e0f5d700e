"use client";

import { createContext, useContext, type ReactNode } from "react";
import { useStore } from "zustand";
import type { MixerState, MixerStore } from "@/components/mixer/mixer-store";
import type { CorpusStatistics } from "@/core/statistics";

/** The corpus version a mixer works on. */
export interface MixerCorpus {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly versionId: string;
  readonly fingerprint: string;
  readonly statistics: CorpusStatistics;
}

interface Mixer {
  readonly store: MixerStore;
  readonly corpus: MixerCorpus;
}

const MixerContext = createContext<Mixer | null>(null);

export const MixerProvider = ({ store, corpus, children }: Mixer & { readonly children: ReactNode }) => (
  <MixerContext value={{ store, corpus }}>{children}</MixerContext>
);

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
