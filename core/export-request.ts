import { z } from "zod";
import { listingSchema } from "@/core/listing";

export const EXPORT_FORMATS = ["csv", "jsonl", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the form field `request` of POST /api/export holds as JSON. */
export const exportRequestSchema = z.strictObject({
  versionId: z.string().min(1),
  listing: listingSchema,
  format: z.enum(EXPORT_FORMATS),
  /** Whether each document comes with its text. */
  text: z.boolean(),
});
