"use client";

import { useEffect, useMemo } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { PageCache } from "@/components/table/page-cache";
import type { ChangedDocument, Side } from "@/core/comparison/changes";
import { readItemKey } from "@/core/comparison/item";

/** Which documents: keys of the items, and the side. */
export interface ChangedAsked {
  readonly versionId: string;
  readonly baseline: string;
  readonly other: string;
  readonly side: Side;
}

const ROWS_PER_PAGE = 100;

/** Documents of one side, page by page. @param count of the whole side */
export function useChangedRows(
  { versionId, baseline, other, side }: ChangedAsked,
  count: number,
): PageCache<ChangedDocument> {
  const client = useTRPCClient();
  const rows = useMemo(
    () =>
      new PageCache<ChangedDocument>({
        rowsPerPage: ROWS_PER_PAGE,
        count,
        fetchPage: async (page, signal) => {
          const pair = { baseline: readItemKey(baseline), other: readItemKey(other) };
          if (pair.baseline === null || pair.other === null) return [];
          const input = {
            ...{ versionId, baseline: pair.baseline, other: pair.other, side },
            ...{ offset: page * ROWS_PER_PAGE, limit: ROWS_PER_PAGE },
          };
          return (await client.comparison.changed.query(input, { signal })).rows;
        },
      }),
    [client, versionId, baseline, other, side, count],
  );
  useEffect(() => () => rows.stop(), [rows]);
  return rows;
}
