import { z } from "zod";
import { itemRefSchema } from "@/core/comparison/item";
import { exportedFigureSchema } from "@/core/exported-chart";

/** Most characters of a text that a person writes; a title is a line. */
export const REPORT_CHARACTERS = 100_000;
export const REPORT_TITLE_CHARACTERS = 200;
/** Of a body as JSON. */
export const MOST_REPORT_BYTES = 16 * 1024 ** 2;

/** What people write of a report: Markdown in `text`. */
export const reportTextSchema = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, "a report needs a title")
    .max(REPORT_TITLE_CHARACTERS)
    .regex(/^[^\r\n]*$/, "a title is one line"),
  text: z.string().max(REPORT_CHARACTERS),
});
export type ReportText = z.output<typeof reportTextSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const line = z.string().max(2000);

const reportItemSchema = z
  .strictObject({
    ref: itemRefSchema,
    label: line,
    recipeHash: sha256,
    /** Of a confirmed selection whose files are written. */
    contentHash: sha256.nullable(),
    isBaseline: z.boolean(),
  })
  .readonly();
export type ReportItem = z.output<typeof reportItemSchema>;

/** What a report shows, as it was counted when it was made; it never changes. */
export const reportBodySchema = z
  .strictObject({
    /** Query of the comparison's address, without `?`. */
    query: z.string().max(16_000),
    /** The version that the documents were counted on; null where there were none to count. */
    corpus: z
      .strictObject({ name: line, number: z.number().int().positive(), fingerprint: sha256 })
      .readonly()
      .nullable(),
    items: z.array(reportItemSchema).min(1).max(200).readonly(),
    sections: z
      .array(
        z
          .strictObject({ title: line, figures: z.array(exportedFigureSchema).max(200).readonly() })
          .readonly(),
      )
      .max(20)
      .readonly(),
  })
  .readonly();
export type ReportBody = z.output<typeof reportBodySchema>;
export type ReportSection = ReportBody["sections"][number];
