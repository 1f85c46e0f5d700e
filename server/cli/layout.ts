/** Columns of equal width, numbers to the right; the first row is the head. */
export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? formatNumber(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const isNumeric = widths.map((_, column) => rows.slice(1).some((row) => typeof row[column] === "number"));
  return cells.map((row) =>
    row
      .map((cell, column) =>
        isNumeric[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

const formatNumber = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(4);

export const share = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;

const SIZE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes in decimal units: 34.0 MB. */
export function size(bytes: number): string {
  const power = Math.min(SIZE_UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3 + 1e-9));
  return power === 0
    ? `${String(bytes)} B`
    : `${(bytes / 1000 ** power).toFixed(1)} ${SIZE_UNITS[power] ?? "TB"}`;
}
