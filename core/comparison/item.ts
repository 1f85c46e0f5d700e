import { z } from "zod";

/** What can be put side by side: a saved version of a recipe, a confirmed selection, a trained run. */
export const ITEM_KINDS = ["version", "selection", "run"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const itemRefSchema = z.strictObject({ kind: z.enum(ITEM_KINDS), id: z.string().min(1).max(64) });
export type ItemRef = z.output<typeof itemRefSchema>;

/** Unique among items: "version:…", "selection:…", "run:…"; how links name them. */
export const itemKey = ({ kind, id }: ItemRef): string => `${kind}:${id}`;

/** The item a key names; null for anything else. */
export function readItemKey(key: string): ItemRef | null {
  const end = key.indexOf(":");
  const parsed = itemRefSchema.safeParse({ kind: key.slice(0, end), id: key.slice(end + 1) });
  return parsed.success ? parsed.data : null;
}
