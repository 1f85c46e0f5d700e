import { z } from "zod";
import { drawingSchema, type Drawing } from "@/core/drawing";

const text = z.string().max(20_000);
const cell = z.union([text, z.number(), z.null()]);
export type ChartCell = z.output<typeof cell>;

const column = z.strictObject({ name: text, unit: text.optional() }).readonly();
export type ChartColumn = z.output<typeof column>;

/** The numbers that a chart draws; a cell for each column. */
const tableSchema = z
  .strictObject({
    columns: z.array(column).max(2000).readonly(),
    rows: z.array(z.array(cell).max(2000).readonly()).max(100_000).readonly(),
  })
  .readonly();
export type ChartTable = z.output<typeof tableSchema>;

/** A table as a person takes it away, with its picture where it has one. */
export const exportedFigureSchema = z
  .strictObject({
    /** What it shows, as a sentence or a name. */
    title: text,
    /** What is drawn and what it rests on. */
    subtitle: text,
    /** What its files are called, from the general to the special: corpus, recipe, chart. */
    names: z.array(text).max(10).readonly(),
    table: tableSchema,
    drawing: drawingSchema.nullable(),
  })
  .readonly();
export type ExportedFigure = z.output<typeof exportedFigureSchema>;

/** A chart as a person takes it away: its numbers and its picture. */
export interface ExportedChart extends ExportedFigure {
  readonly drawing: Drawing;
}

export const isChart = (figure: ExportedFigure): figure is ExportedChart => figure.drawing !== null;

/** "before (% of tokens)" */
export const columnTitle = ({ name, unit }: ChartColumn): string =>
  unit === undefined ? name : `${name} (${unit})`;
