/** A part of a card under its title. */
export const section = (title: string, body: string): string => `## ${title}\n\n${body}`;

export const count = (value: number): string => value.toLocaleString("en-US");
export const percent = (part: number, whole: number, decimals = 1): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(decimals)} %`;

/** A table of Markdown. @param numeric columns that stand right, by position */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (numeric.includes(index) ? "---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** A double-quoted scalar: JSON is YAML, but for what neither a reader sees nor YAML takes as it is. */
export const yamlText = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007F-\u009F\u200B\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g,
    (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
