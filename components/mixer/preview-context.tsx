"use client";

import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import type { PreviewSource } from "@/components/mixer/preview-source";
import type { PreviewState } from "@/workers/browser/preview-engine";

const PreviewContext = createContext<PreviewSource | null>(null);

export const PreviewProvider = ({
  source,
  children,
}: {
  readonly source: PreviewSource;
  readonly children: ReactNode;
}) => <PreviewContext value={source}>{children}</PreviewContext>;

/** A part of the newest preview. `select` must hand out what the preview holds, not make something new. */
export function usePreview<T>(select: (preview: PreviewState) => T): T {
  const source = useContext(PreviewContext);
  if (source === null) throw new Error("usePreview stands outside PreviewProvider");
  const read = () => select(source.getState());
  return useSyncExternalStore(source.subscribe, read, read);
}
