"use client";

import { useEffect, useMemo } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import type { ReadyListing } from "@/components/corpus/browse/use-listing";
import { PageCache } from "@/components/table/page-cache";
import type { DocumentRow } from "@/server/services/document/document-row";

const ROWS_PER_PAGE = 100;

/** Rows of a listing that is ready; kept as long as it is shown. */
export function useListedRows(shown: ReadyListing | null): PageCache<DocumentRow> {
  const client = useTRPCClient();
  const rows = useMemo(
    () =>
      new PageCache<DocumentRow>({
        rowsPerPage: ROWS_PER_PAGE,
        count: shown?.total ?? 0,
        fetchPage: async (page, signal) => {
          if (shown === null) return [];
          const { versionId, listing } = shown;
          const input = { versionId, listing, offset: page * ROWS_PER_PAGE, limit: ROWS_PER_PAGE };
          return (await client.document.page.query(input, { signal })).rows;
        },
      }),
    [client, shown],
  );
  useEffect(() => () => rows.stop(), [rows]);
  return rows;
}
