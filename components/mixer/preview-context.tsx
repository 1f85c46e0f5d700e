"use client";

import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import type { PreviewSource, ShownPreview } from "@/components/mixer/preview-source";

const PreviewContext = createContext<PreviewSource | null>(null);

export const PreviewProvider = ({
  source,
  children,
}: {
  readonly source: PreviewSource;
  readonly children: ReactNode;
}) => <PreviewContext value={source}>{children}</PreviewContext>;

/** For acts that read the preview when they happen. */
export function usePreviewSource(): PreviewSource {
  const source = useContext(PreviewContext);
  if (source === null) throw new Error("a part of the preview stands outside PreviewProvider");
  return source;
}

/** A part of the newest preview. `select` must hand out what the preview holds, not make something new. */
export function usePreview<T>(select: (preview: ShownPreview) => T): T {
  const source = usePreviewSource();
  const read = () => select(source.getState());
  return useSyncExternalStore(source.subscribe, read, read);
}

/** Acts on the exact count by the server. */
export function usePreviewCount(): Pick<PreviewSource, "count" | "cancelCount"> {
  const source = useContext(PreviewContext);
  if (source === null) throw new Error("usePreviewCount stands outside PreviewProvider");
  return source;
}
