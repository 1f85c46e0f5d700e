import type { SavedView } from "@/generated/sqlite/client";

/** A named state of Browse. */
export interface SavedViewSummary {
  readonly id: string;
  readonly name: string;
  /** Query of its address, without `?`. */
  readonly query: string;
  readonly createdAt: Date;
}

export const toSavedViewSummary = ({ id, name, query, createdAt }: SavedView): SavedViewSummary => ({
  id,
  name,
  query,
  createdAt,
});
