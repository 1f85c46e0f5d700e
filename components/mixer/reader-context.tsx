"use client";

import { useSearchParams } from "next/navigation";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import { setParameters } from "@/components/ui/url-parameters";

interface Reader {
  /** Ordinal of the document that is read; null while the reader is closed. */
  readonly opened: number | null;
  readonly open: (ordinal: number) => void;
  readonly close: () => void;
}

const ReaderContext = createContext<Reader | null>(null);

/** Parameter of the link that holds the ordinal of the document that is read. */
const DOCUMENT_PARAMETER = "document";

const ordinalIn = (text: string | null): number | null =>
  text !== null && /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : null;

export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const linked = ordinalIn(useSearchParams().get(DOCUMENT_PARAMETER));
  const [opened, setOpened] = useState(linked);
  const reader = useMemo(() => {
    const show = (ordinal: number | null) => {
      setOpened(ordinal);
      setParameters({ [DOCUMENT_PARAMETER]: ordinal === null ? null : String(ordinal) });
    };
    return { opened, open: show, close: () => show(null) };
  }, [opened]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error("useReader stands outside ReaderProvider");
  return reader;
}
