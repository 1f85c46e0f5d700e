import { StudioError } from "@/core/errors";
import { parseCsv, type CsvRow } from "@/core/learning/parse-csv";

/** A CSV file whose rows are known by an id. */
export interface KeyedTable {
  readonly file: string;
  readonly idColumn: string;
  /** Columns but that of the ids. */
  readonly columns: readonly string[];
  readonly rows: readonly KeyedRow[];
}

export interface KeyedRow {
  readonly id: string;
  readonly line: number;
  /** By column; every column of the table has one. */
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * Reads a table; ids are compared as they are written.
 * @param idColumn the first column where it is left out
 * @throws StudioError `invalid-input` that names file, line and column of a file without rows, of a heading that is empty or there
 * twice, of a row with more or fewer cells than headings, of an id that is empty or there twice
 */
export function keyedTable(text: string, file: string, idColumn?: string): KeyedTable {
  const [head, ...body] = parseCsv(text, file);
  if (head === undefined) throw wrong(`${file} is empty.`, "It needs a line of headings and one row a run.");
  const headings = checkedHeadings(head, file);
  const id = idColumn ?? headings[0] ?? "";
  if (!headings.includes(id)) throw noColumn(file, id, headings);
  if (body.length === 0) throw wrong(`${file} has headings and no rows.`, "It needs one row a run.");
  const seen = new Map<string, number>();
  const rows = body.map(({ line, cells }): KeyedRow => {
    if (cells.length !== headings.length) {
      throw wrong(
        `Line ${String(line)} of ${file} has ${String(cells.length)} cells, but there are ${String(headings.length)} headings.`,
        "Give every row one cell a heading.",
      );
    }
    const byColumn = new Map(headings.map((heading, at) => [heading, cells[at] ?? ""]));
    const key = byColumn.get(id) ?? "";
    checkId(key, line, { file, column: id, seen });
    byColumn.delete(id);
    return { id: key, line, cells: byColumn };
  });
  return { file, idColumn: id, columns: headings.filter((heading) => heading !== id), rows };
}

function checkedHeadings({ line, cells }: CsvRow, file: string): readonly string[] {
  const [only = ""] = cells;
  if (cells.length === 1) {
    const separator = [";", "\t"].find((candidate) => only.includes(candidate));
    throw wrong(
      `${file} has a single column, "${only.slice(0, 60)}".`,
      separator === undefined
        ? "It needs a column of ids and one of numbers."
        : "Separate the cells by commas.",
    );
  }
  for (const [at, heading] of cells.entries()) {
    const column = `Column ${String(at + 1)} of line ${String(line)} of ${file}`;
    if (heading === "") throw wrong(`${column} has no heading.`, "Name every column.");
    if (cells.indexOf(heading) !== at)
      throw wrong(`${column} is called "${heading}" as one before it is.`, "Give every column its own name.");
  }
  return cells;
}

function checkId(
  id: string,
  line: number,
  { file, column, seen }: { file: string; column: string; seen: Map<string, number> },
): void {
  const before = seen.get(id);
  if (id === "")
    throw wrong(
      `Line ${String(line)} of ${file} has nothing in "${column}".`,
      "Give every run an id, or name another column by --id.",
    );
  if (before !== undefined)
    throw wrong(
      `"${id}" in "${column}" is on line ${String(before)} of ${file} and again on line ${String(line)}.`,
      "Keep one row a run, or name another column by --id.",
    );
  seen.set(id, line);
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in a cell. @throws StudioError `invalid-input` that names file, line and column */
export function numberIn({ file }: KeyedTable, { id, line, cells }: KeyedRow, column: string): number {
  const text = cells.get(column) ?? "";
  if (DECIMAL.test(text) && Number.isFinite(Number(text))) return Number(text);
  const found = text === "" ? "nothing" : `"${text}", which is no number,`;
  throw wrong(
    `Line ${String(line)} of ${file} (run "${id}") has ${found} in "${column}".`,
    "Write a number, or leave the row of a run that failed out.",
  );
}

/** @throws StudioError `invalid-input` when a table has no such column */
export function requireColumn({ file, columns }: KeyedTable, column: string): void {
  if (!columns.includes(column)) throw noColumn(file, column, columns);
}

const noColumn = (file: string, column: string, columns: readonly string[]): StudioError =>
  wrong(`${file} has no column "${column}".`, `Its columns are: ${columns.join(", ")}.`);

const wrong = (message: string, way: string): StudioError => new StudioError("invalid-input", message, way);
