import { StudioError } from "@/core/errors";

/** A record of a CSV file. */
export interface CsvRow {
  /** Of the file, from 1, where the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Records of a comma-separated text (RFC 4180): quoted cells may hold commas, line ends and doubled quotes; a byte order mark,
 * blank lines and blanks around a cell that is not quoted count for nothing.
 * @throws StudioError `invalid-input` that names file and line where a quote is never closed or stands inside a cell
 */
export function parseCsv(text: string, file: string): CsvRow[] {
  const reader = new CsvReader(text.replace(/^\uFEFF/, ""), file);
  const rows: CsvRow[] = [];
  for (let row = reader.next(); row !== null; row = reader.next()) {
    const isBlank = row.cells.length === 1 && row.cells[0] === "";
    if (!isBlank) rows.push(row);
  }
  return rows;
}

class CsvReader {
  #at = 0;
  #line = 1;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  next(): CsvRow | null {
    if (this.#at >= this.text.length) return null;
    const line = this.#line;
    const cells = [this.#cell()];
    while (this.text[this.#at] === ",") {
      this.#at += 1;
      cells.push(this.#cell());
    }
    this.#endLine();
    return { line, cells };
  }

  #cell(): string {
    const bare = /[^,\r\n]*/y;
    bare.lastIndex = this.#at;
    const cell = (bare.exec(this.text)?.[0] ?? "").trim();
    if (cell.startsWith('"')) return this.#quoted();
    if (cell.includes('"')) throw this.#wrong(`has a quote inside the cell ${cell}`);
    this.#at = bare.lastIndex;
    return cell;
  }

  #quoted(): string {
    const quoted = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[,\r\n]|$)/y;
    quoted.lastIndex = this.#at;
    const found = quoted.exec(this.text);
    if (found === null) throw this.#wrong("opens a quote that is not closed");
    this.#at = quoted.lastIndex;
    const [, cell = ""] = found;
    this.#line += cell.split("\n").length - 1;
    return cell.replaceAll('""', '"');
  }

  #endLine(): void {
    if (this.text[this.#at] === "\r") this.#at += 1;
    if (this.text[this.#at] === "\n") this.#at += 1;
    this.#line += 1;
  }

  readonly #wrong = (fault: string): StudioError =>
    new StudioError(
      "invalid-input",
      `Line ${String(this.#line)} of ${this.file} ${fault}.`,
      'Put the cell into quotes and double those inside it: "a ""quoted"" word".',
    );
}
