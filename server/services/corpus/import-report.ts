import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";

const raterKey = z.enum(RATER_IDS as [RaterId, ...RaterId[]]);

export const rejectionSchema = z.strictObject({
  /** Path below the source folder. */
  file: z.string(),
  /** Counted from 1. */
  line: z.number().int(),
  reason: z.string(),
  id: z.string().nullable(),
});

/** One row that did not become a document. */
export type Rejection = z.output<typeof rejectionSchema>;

export const importReportSchema = z.strictObject({
  files: z.number().int(),
  /** Documents of the corpus and of its validation set. */
  accepted: z.number().int(),
  /** The first `REPORTED_REJECTIONS` in the order of the files. */
  rejected: z.array(rejectionSchema),
  rejectedTotal: z.number().int(),
  /** Files without a row; the first `REPORTED_REJECTIONS`. */
  emptyFiles: z.array(z.string()).default([]),
  /** Selectable documents without a value, per rater; all of them for a rater that is off. */
  missing: z.record(raterKey, z.number().int()),
  offRaters: z.array(raterKey),
  /** Rejections that were the second use of an id; part of `rejectedTotal`. */
  duplicates: z.number().int(),
  seconds: z.number(),
});

export type ImportReport = z.output<typeof importReportSchema>;

export const REPORTED_REJECTIONS = 1000;
