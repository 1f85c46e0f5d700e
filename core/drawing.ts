import { z } from "zod";

const px = z.number();
/** A colour as CSS has it; nothing in it can point anywhere. */
const colour = z
  .string()
  .max(200)
  .regex(/^[#a-z0-9(),.%\s-]+$/i)
  .refine((value) => !/url/i.test(value), "a colour, not an address");
const line = z.string().max(2000);

/** A mark of a drawing; lengths in px, colours as CSS has them. */
const markSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("rect"),
      x: px,
      y: px,
      width: px,
      height: px,
      fill: colour,
      stroke: colour.optional(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("line"),
      x1: px,
      y1: px,
      x2: px,
      y2: px,
      stroke: colour,
      width: px.optional(),
      dashes: z
        .string()
        .regex(/^[\d ,.]+$/)
        .optional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal("circle"), x: px, y: px, r: px, fill: colour }).readonly(),
  /** A path in coordinates that begin at (`x`, `y`). */
  z
    .strictObject({
      kind: z.literal("path"),
      x: px,
      y: px,
      d: z
        .string()
        .max(1_000_000)
        .regex(/^[a-z0-9\s,.+-]*$/i),
      fill: colour.optional(),
      stroke: colour.optional(),
      width: px.optional(),
    })
    .readonly(),
  /** One line of text; `y` is its base line, `turn` degrees clockwise around (`x`, `y`). */
  z
    .strictObject({
      kind: z.literal("text"),
      x: px,
      y: px,
      text: line,
      fill: colour.optional(),
      size: px.optional(),
      bold: z.boolean().optional(),
      anchor: z.enum(["start", "middle", "end"]).optional(),
      turn: px.optional(),
    })
    .readonly(),
]);
export type Mark = z.output<typeof markSchema>;

/**
 * A chart as a picture apart from the page, drawn from the numbers behind it; later marks lie over earlier ones. What a page knows
 * besides, to be read place by place, is not kept.
 */
export const drawingSchema = z
  .object({
    width: px.positive(),
    height: px.positive(),
    marks: z.array(markSchema).max(100_000).readonly(),
  })
  .readonly();
export type Drawing = z.output<typeof drawingSchema>;
