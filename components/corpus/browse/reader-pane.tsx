"use client";

import type { ComponentProps } from "react";
import { Reader } from "@/components/corpus/browse/reader";
import { useArrivals } from "@/components/table/use-arrivals";
import { useNeighbours } from "@/components/corpus/browse/use-neighbours";
import type { PageCache } from "@/components/table/page-cache";
import type { DocumentRow } from "@/server/services/document/document-row";

interface ReaderPaneProps extends ComponentProps<typeof Reader> {
  readonly rows: PageCache<DocumentRow>;
  /** Where the open document stands; null while unknown. */
  readonly cursor: number | null;
}

/** The open document, with those on either side of it ready for J and K. */
export function ReaderPane({ rows, cursor, ...reader }: ReaderPaneProps) {
  useArrivals(rows);
  const around = cursor === null ? [] : [rows.rowAt(cursor + 1), rows.rowAt(cursor - 1)];
  useNeighbours(
    reader.corpus.versionId,
    around.flatMap((row) => row?.ordinal ?? []),
  );
  return <Reader {...reader} />;
}
