import { columnTitle, type ChartCell, type ChartTable } from "@/core/exported-chart";

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": String.raw`\textbackslash{}`,
  "{": String.raw`\{`,
  "}": String.raw`\}`,
  $: String.raw`\$`,
  "&": String.raw`\&`,
  "#": String.raw`\#`,
  "%": String.raw`\%`,
  _: String.raw`\_`,
  "^": String.raw`\textasciicircum{}`,
  "~": String.raw`\textasciitilde{}`,
  "−": "$-$",
  "±": String.raw`$\pm$`,
  "≥": String.raw`$\geq$`,
  "≤": String.raw`$\leq$`,
  "·": String.raw`$\cdot$`,
  "×": String.raw`$\times$`,
  "∪": String.raw`$\cup$`,
  "∩": String.raw`$\cap$`,
};

/** Text that LaTeX sets as written; a line break becomes a space. */
export const latexText = (text: string): string =>
  text.replace(/[\p{Cc}\s]+/gu, " ").replace(/[\\{}$&#%_^~−±≥≤·×∪∩]/g, (special) => SPECIAL[special] ?? "");

/** At most six significant digits: a table is read, the CSV holds every digit. */
function latexNumber(value: number): string {
  if (!Number.isFinite(value)) return "--";
  if (Number.isSafeInteger(value)) return groups(String(value));
  const [mantissa = "", exponent] = String(Number(value.toPrecision(6))).split("e");
  return exponent === undefined
    ? groups(mantissa)
    : String.raw`$${mantissa} \times 10^{${exponent.replace("+", "")}}$`;
}

/** Groups of three digits before the point, and a minus that is one. */
function groups(number: string): string {
  const [whole = "", decimals] = number.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "{,}");
  const unsigned = decimals === undefined ? grouped : `${grouped}.${decimals}`;
  return number.startsWith("-") ? `$-$${unsigned}` : unsigned;
}

const latexCell = (cell: ChartCell): string =>
  cell === null ? "--" : typeof cell === "number" ? latexNumber(cell) : latexText(cell);

/** A table for LaTeX with the package booktabs; columns of numbers stand right. */
export function latexTable(caption: string, { columns, rows }: ChartTable): string {
  const isNumeric = columns.map((_, at) => {
    const cells = rows.map((row) => row[at]).filter((cell) => cell !== null);
    return cells.length > 0 && cells.every((cell) => typeof cell === "number");
  });
  const line = (cells: readonly string[]): string => `    ${cells.join(" & ")} \\\\`;
  return [
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    String.raw`  \caption{${latexText(caption)}}`,
    String.raw`  \begin{tabular}{${isNumeric.map((right) => (right ? "r" : "l")).join("")}}`,
    String.raw`    \toprule`,
    line(columns.map((column) => latexText(columnTitle(column)))),
    String.raw`    \midrule`,
    ...rows.map((row) => line(row.map(latexCell))),
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
    "",
  ].join("\n");
}
