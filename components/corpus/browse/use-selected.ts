"use client";

import { useState } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import {
  inOrder,
  MOST_SELECTED,
  NONE_SELECTED,
  toggled,
  withMore,
  type Selected,
} from "@/components/corpus/browse/selected";
import type { ReadyListing } from "@/components/corpus/browse/use-listing";
import { errorText } from "@/components/ui/error-text";
import { formatCount, formatPlural } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import type { PageCache } from "@/components/table/page-cache";
import type { DocumentRow } from "@/server/services/document/document-row";

/** Where a stretch begins: good for the listing in which the row was clicked only. */
interface Anchor {
  readonly key: string;
  readonly position: number;
}

const failed = (error: unknown): void => toast({ title: errorText(error).message, tone: "danger" });

const full = (): void =>
  toast({
    title: `No more than ${formatCount(MOST_SELECTED)} documents can be selected`,
    detail: "Export the whole listing instead, or narrow it by conditions.",
  });

/** The documents that are selected, whatever is listed, and the ways to select them. */
export function useSelected(shown: ReadyListing | null, rows: PageCache<DocumentRow>) {
  const client = useTRPCClient();
  const [selected, setSelected] = useState<Selected>(NONE_SELECTED);
  const [anchor, setAnchor] = useState<Anchor | null>(null);

  const add = async ({ versionId, listing }: ReadyListing, offset: number, limit: number) => {
    const asked = { versionId, listing, offset, limit: Math.min(limit, MOST_SELECTED) };
    const ordinals = await client.document.ordinals.query(asked);
    setSelected((before) => withMore(before, ordinals));
    if (limit > MOST_SELECTED) full();
  };
  const toggle = (position: number, extend: boolean) => {
    if (shown === null) return;
    const from = extend && anchor?.key === shown.key ? anchor.position : null;
    if (from !== null) {
      void add(shown, Math.min(from, position), Math.abs(from - position) + 1).catch(failed);
      return;
    }
    const row = rows.rowAt(position);
    if (row === undefined) return;
    setAnchor({ key: shown.key, position });
    const next = toggled(selected, row.ordinal);
    if (next === selected) full();
    else setSelected(next);
  };
  const selectAll = () => {
    if (shown !== null) void add(shown, 0, Math.max(1, shown.total)).catch(failed);
  };
  const copyIds = async () => {
    if (shown === null) return;
    const { versionId } = shown;
    try {
      const ids = await client.document.ids.query({ versionId, ordinals: inOrder(selected) });
      await navigator.clipboard.writeText(ids.join("\n"));
      toast({ title: `Copied ${formatPlural(ids.length, "id")}`, tone: "good" });
    } catch (error) {
      failed(error);
    }
  };
  const clear = () => setSelected(NONE_SELECTED);
  return { selected, toggle, selectAll, copyIds, clear };
}
