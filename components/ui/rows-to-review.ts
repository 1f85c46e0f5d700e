"use client";

import { z } from "zod";
import { storedText, storeText } from "@/components/ui/stored-text";

const NAME = "rows to review";

const rowsSchema = z.object({ corpusId: z.string(), versionId: z.string(), ordinals: z.array(z.number()) });
type RowsToReview = z.output<typeof rowsSchema>;

/** Hands documents that were selected on one page over to the form of a review session: too many for an address. */
export const keepRowsToReview = (rows: RowsToReview): void => storeText(NAME, JSON.stringify(rows));

/** Those handed over last; null when there are none. */
export function rowsToReview(): RowsToReview | null {
  try {
    return rowsSchema.parse(JSON.parse(storedText(NAME) ?? "null"));
  } catch {
    return null;
  }
}
