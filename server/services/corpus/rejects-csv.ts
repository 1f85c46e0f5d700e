import { z } from "zod";
import { harmlessText } from "@/core/export-cell";
import { textLines } from "@/server/storage/text-lines";

const rejectSchema = z.object({
  file: z.string(),
  line: z.number(),
  reason: z.string(),
  id: z.string().nullable(),
});

const COLUMNS = ["file", "line", "reason", "id"] as const;

/** A cell of RFC 4180 that no spreadsheet runs; texts are always in quotes. */
const cell = (value: string | number | null): string =>
  typeof value === "string" ? `"${harmlessText(value).replaceAll('"', '""')}"` : String(value ?? "");

const PIECE_CHARACTERS = 64 * 1024;

/** Lines of rejected rows as CSV with a head, in pieces of about 64 kB. */
export async function* rejectsCsv(lines: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  let piece = `${COLUMNS.join(",")}\r\n`;
  for await (const line of textLines(lines)) {
    const reject = rejectSchema.parse(JSON.parse(line));
    piece += `${COLUMNS.map((column) => cell(reject[column])).join(",")}\r\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
