import type { SqlEngine } from "@/core/engine";
import { StudioError } from "@/core/errors";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { BoundedCache } from "@/server/services/bounded-cache";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { readTexts, type TextAddress } from "@/server/services/document/read-texts";

/** UTF-16 units sent with the document itself. */
export const FIRST_SLICE = 200_000;
/** UTF-16 units of every slice after it. */
export const NEXT_SLICE = 1_000_000;
/** UTF-16 units of the texts held: those longer than one slice, so that a row group is read once however many slices follow. */
const MAX_HELD = 64_000_000;

const held = new BoundedCache<string>(MAX_HELD);

export interface TextSlice {
  readonly text: string;
  /** Where the next slice begins; null at the end of the text. */
  readonly next: number | null;
}

/** The whole text of a document. @throws StudioError `corrupt` */
export async function wholeText(
  engine: SqlEngine,
  corpus: { readonly fingerprint: string; readonly home: string },
  address: TextAddress,
): Promise<string> {
  const key = `${corpus.home}\n${corpus.fingerprint}\n${address.id}`;
  const known = held.get(key);
  if (known !== undefined) return known;
  const text = (await readTexts(engine, corpus, [address], null)).get(address.id);
  if (text === undefined)
    throw new StudioError(
      "corrupt",
      `The text of document ${address.id} is gone.`,
      "Import the corpus again.",
    );
  if (text.length > FIRST_SLICE) held.set(key, text, text.length);
  return text;
}

/**
 * The whole text of the document at an ordinal.
 * @param table score table of the corpus
 * @throws StudioError `not-found`, `corrupt`
 */
export async function textAt(
  engine: SqlEngine,
  table: string,
  corpus: { readonly fingerprint: string; readonly home: string },
  ordinal: number,
): Promise<string> {
  const [row] = await engine.query(
    `SELECT ${keepText("doc_id")} AS doc_id, part FROM ${table} WHERE ordinal = ${String(ordinal)}`,
  );
  if (row === undefined) throw noSuchDocument(ordinal);
  return wholeText(engine, corpus, { id: keptText(row["doc_id"]), part: Number(row["part"]) });
}

/** Part of a text from a position in UTF-16 units; never cuts a character in two. */
export function sliceOf(text: string, from: number, units: number): TextSlice {
  let to = Math.min(text.length, from + units);
  if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? "")) to -= 1;
  return { text: text.slice(from, to), next: to >= text.length ? null : to };
}
