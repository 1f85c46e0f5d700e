import { isUtf8 } from "node:buffer";
import { RATER_FIELDS } from "@/core/raters";
import { readColumns, RELEASED_ID, RELEASED_TEXT, valueAt } from "@/core/mapped-columns";
import type { SourceMapping } from "@/core/source-mapping";
import { parseJsonLine } from "@/server/services/corpus/importing/parse-json-line";
import { CLASSIFIERS, readScores, type SourceScores } from "@/server/services/corpus/importing/read-scores";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

declare global {
  /** ES2024, in Node from 20 on; the compiler's library is ES2023. */
  interface String {
    isWellFormed(): boolean;
  }
}

/** A text on its way: its characters, or under `latin1` the bytes of its UTF-8, one to a character. */
export interface RowText {
  readonly value: string;
  readonly encoding: "utf8" | "latin1";
}

/** One row of a source, read and found good. */
export interface SourceRecord extends SourceScores {
  readonly id: string;
  readonly text: RowText;
  /** Null when the tokens have to be counted. */
  readonly tokens: number | null;
  /** Null where the row names none, or its file decides. */
  readonly domain: string | null;
  /** Name of the group the document belongs to; null for none. */
  readonly group: string | null;
}

/** How the rows of a file are to be read; plain data, so that it can be sent to another thread. */
export interface RecordRules {
  readonly mapping: SourceMapping;
  /** Column that names a row's domain; null where the file decides it. */
  readonly domainColumn: string | null;
  /** A validation set needs no scores. */
  readonly scoresRequired: boolean;
}

/** The rules for the rows of a file: a mapped column names the domain, or a `domain` of rows that lie in no folder. */
export const recordRules = (
  mapping: SourceMapping,
  file: { readonly loose: boolean; readonly validation: boolean },
): RecordRules => ({
  mapping,
  domainColumn: mapping.domain ?? (file.validation || file.loose ? "domain" : null),
  scoresRequired: !file.validation,
});

type Fields = Readonly<Record<string, unknown>>;

const UNRATED: SourceScores = {
  scores: Array.from({ length: 25 }, () => null),
  argmax: CLASSIFIERS.map(() => null),
  logits: CLASSIFIERS.map(() => null),
};

/**
 * Reads one row of a source, by default in the released layout of SlimPajama-Meta-rater.
 * @throws RowRejected
 */
export function readRecord(row: SourceRow, rules: RecordRules): SourceRecord {
  const { mapping } = rules;
  if ("refused" in row) throw new RowRejected(row.refused);
  const encoding = "bytes" in row && canStayBytes(row.bytes, mapping) ? "latin1" : "utf8";
  const fields = "fields" in row ? row.fields : fieldsOf(row.bytes, encoding);
  const id = decoded(
    mapping.id === undefined ? textOf(fields, RELEASED_ID, null) : mappedIdOf(fields, mapping.id),
    encoding,
  );
  const text = textOf(fields, mapping.text ?? RELEASED_TEXT, id);
  try {
    const scores = readScores(fields, mapping);
    if (scores === null && rules.scoresRequired) throw new RowRejected(unrated(mapping));
    const domain = rules.domainColumn === null ? null : domainOf(fields, rules.domainColumn, mapping);
    return {
      id,
      text: { value: text, encoding },
      tokens: mapping.tokens === undefined ? null : tokensOf(fields, mapping.tokens),
      ...(scores ?? UNRATED),
      domain: domain === null ? null : decoded(domain, encoding),
      group: mapping.group === undefined ? null : groupOf(fields, mapping.group, encoding),
    };
  } catch (error) {
    throw error instanceof RowRejected ? new RowRejected(error.reason, id) : error;
  }
}

/** The beginning of a character that JSON spells by its number: only then a string is more than bytes of the line. */
const NUMBERED = Buffer.from("\\u");

/**
 * Whether a line may be parsed as if each of its bytes were a character, which spares decoding and encoding its text:
 * what is ASCII stays itself, and the rest can be put back together.
 */
const canStayBytes = (bytes: Buffer, mapping: SourceMapping): boolean =>
  isAscii(mapping) && bytes.indexOf(NUMBERED) === -1;

const known = new WeakMap<SourceMapping, boolean>();

function isAscii(mapping: SourceMapping): boolean {
  const found = known.get(mapping) ?? !readColumns(mapping).some((path) => NOT_ASCII.test(path));
  known.set(mapping, found);
  return found;
}

const NOT_ASCII = /[^\0-\x7f]/;

const decoded = (value: string, encoding: RowText["encoding"]): string =>
  encoding === "latin1" && NOT_ASCII.test(value) ? Buffer.from(value, encoding).toString("utf8") : value;

const unrated = ({ raters = {} }: SourceMapping): string =>
  Object.keys(raters).length === 0
    ? `none of the ${String(RATER_FIELDS.length)} rater fields`
    : "none of the mapped rater columns";

/**
 * The fields of a line of JSON.
 * @param encoding `latin1` leaves every string as the bytes of its UTF-8
 * @throws RowRejected
 */
export function fieldsOf(bytes: Buffer, encoding: RowText["encoding"] = "utf8"): Fields {
  if (!isUtf8(bytes)) throw new RowRejected("not valid UTF-8");
  let value: unknown;
  try {
    value = parseJsonLine(bytes.toString(encoding));
  } catch {
    throw new RowRejected("not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RowRejected("not a JSON object");
  return value as Fields;
}

/** A text that must be there; JSON can spell lone surrogates, which no UTF-8 file can hold. */
function textOf(fields: Fields, name: string, id: string | null): string {
  const value = valueAt(fields, name);
  if (value === undefined || value === null || value === "") throw new RowRejected(`no ${name}`, id);
  if (typeof value !== "string") throw new RowRejected(`${name} is not a text`, id);
  if (!value.isWellFormed()) throw new RowRejected(`${name} holds a lone surrogate`, id);
  return value;
}

function mappedIdOf(fields: Fields, name: string): string {
  const value = valueAt(fields, name);
  return Number.isSafeInteger(value) ? String(value) : textOf(fields, name, null);
}

function tokensOf(fields: Fields, name: string): number {
  const value = valueAt(fields, name);
  if (value === undefined || value === null) throw new RowRejected(`no ${name}`);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new RowRejected(`${name} is not a number of tokens`);
  }
  return value;
}

/** A column that was asked for has to hold texts; a field that happens to be called `domain` may be anything. */
function domainOf(fields: Fields, name: string, mapping: SourceMapping): string | null {
  const value = valueAt(fields, name);
  if (typeof value === "string" && value !== "" && value.isWellFormed()) return value;
  const isWrong = value !== undefined && value !== null && value !== "";
  if (isWrong && mapping.domain !== undefined) throw new RowRejected(`${name} is not a text`);
  return null;
}

/** Bytes of UTF-8 that the name of a group may have. */
const GROUP_BYTES = 1024;

/** Nothing in the column means that the document belongs to no group. */
function groupOf(fields: Fields, name: string, encoding: RowText["encoding"]): string | null {
  const value = valueAt(fields, name);
  if (value === undefined || value === null || value === "") return null;
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") throw new RowRejected(`${name} is neither a text nor a whole number`);
  if (!value.isWellFormed()) throw new RowRejected(`${name} holds a lone surrogate`);
  if (Buffer.byteLength(value, encoding) > GROUP_BYTES) throw new RowRejected(`${name} is longer than 1 KiB`);
  return decoded(value, encoding);
}
