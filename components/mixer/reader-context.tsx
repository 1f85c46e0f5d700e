"use client";

import { createContext, useContext, useMemo, useState, type ReactNode } from "react";

interface Reader {
  /** Ordinal of the document that is read; null while the reader is closed. */
  readonly opened: number | null;
  readonly open: (ordinal: number) => void;
  readonly close: () => void;
}

const ReaderContext = createContext<Reader | null>(null);

export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<number | null>(null);
  const reader = useMemo(() => ({ opened, open: setOpened, close: () => setOpened(null) }), [opened]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error("useReader stands outside ReaderProvider");
  return reader;
}
