import { isUtf8 } from "node:buffer";
import { RATER_FIELDS, RATERS, type Rater } from "@/core/raters";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import { parseJsonLine } from "@/server/services/corpus/importing/parse-json-line";

declare global {
  /** ES2024, in Node from 20 on; the compiler's library is ES2023. */
  interface String {
    isWellFormed(): boolean;
  }
}

/** The raters that are classifiers, in the order of `RATERS`. */
export const CLASSIFIERS = RATERS.filter((rater) => rater.source.kind === "logits");

/** One row of the released layout, read and found good; numbers are float32, null is missing. */
export interface SourceRecord {
  readonly id: string;
  readonly text: string;
  /** Null when the tokens have to be counted. */
  readonly tokens: number | null;
  /** By position in `RATERS`; the expected level for classifiers. */
  readonly scores: readonly (number | null)[];
  /** By position in `CLASSIFIERS`. */
  readonly argmax: readonly (number | null)[];
  readonly logits: readonly (readonly (number | null)[] | null)[];
  /** A `domain` field, for validation files that lie in no domain folder. */
  readonly domain: string | null;
}

/** Why a row is rejected; `id` where it was still readable. */
export class RowRejected extends Error {
  constructor(
    readonly reason: string,
    readonly id: string | null = null,
  ) {
    super(reason);
  }
}

export interface RecordRules {
  /** Field that holds the number of tokens, null to count them. */
  readonly tokensField: string | null;
  /** A validation set needs no scores. */
  readonly scoresRequired: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one line of the released layout of SlimPajama-Meta-rater.
 * @throws RowRejected
 */
export function readRecord(bytes: Buffer, rules: RecordRules): SourceRecord {
  const fields = fieldsOf(bytes);
  const id = textOf(fields, "id", null);
  const text = textOf(fields, "content", id);
  if (rules.scoresRequired && !RATER_FIELDS.some((field) => Object.hasOwn(fields, field))) {
    throw new RowRejected(`none of the ${String(RATER_FIELDS.length)} rater fields`, id);
  }
  try {
    return {
      id,
      text,
      tokens: tokensOf(fields, rules.tokensField),
      ...scoresOf(fields),
      domain: domainOf(fields),
    };
  } catch (error) {
    throw error instanceof RowRejected ? new RowRejected(error.reason, id) : error;
  }
}

function fieldsOf(bytes: Buffer): Fields {
  if (!isUtf8(bytes)) throw new RowRejected("not valid UTF-8");
  let value: unknown;
  try {
    value = parseJsonLine(bytes.toString("utf8"));
  } catch {
    throw new RowRejected("not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RowRejected("not a JSON object");
  return value as Fields;
}

const valueOf = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** A text that must be there; JSON can spell lone surrogates, which no UTF-8 file can hold. */
function textOf(fields: Fields, name: string, id: string | null): string {
  const value = valueOf(fields, name);
  if (value === undefined || value === null || value === "") throw new RowRejected(`no ${name}`, id);
  if (typeof value !== "string") throw new RowRejected(`${name} is not a text`, id);
  if (!value.isWellFormed()) throw new RowRejected(`${name} holds a lone surrogate`, id);
  return value;
}

function tokensOf(fields: Fields, field: string | null): number | null {
  if (field === null) return null;
  const value = valueOf(fields, field);
  if (value === undefined || value === null) throw new RowRejected(`no ${field}`);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new RowRejected(`${field} is not a number of tokens`);
  }
  return value;
}

function domainOf(fields: Fields): string | null {
  const value = valueOf(fields, "domain");
  return typeof value === "string" && value !== "" && value.isWellFormed() ? value : null;
}

function scoresOf(fields: Fields): Pick<SourceRecord, "scores" | "argmax" | "logits"> {
  const argmax: (number | null)[] = [];
  const logits: (readonly (number | null)[] | null)[] = [];
  const scores = RATERS.map((rater: Rater) => {
    const { source } = rater;
    if (source.kind === "scalar") return numberOf(valueOf(fields, source.field), source.field);
    const list = listOf(fields, source.field, source.kind === "item" ? source.length : source.levels);
    if (source.kind === "item") return list?.[source.position]?.single ?? null;
    logits.push(list?.map((item) => item.single) ?? null);
    const level = list?.every(isUsable) === true ? levelOf(list.map((item) => item.double)) : null;
    argmax.push(level?.argmax ?? null);
    return level === null ? null : Math.fround(level.expected);
  });
  return { scores, argmax, logits };
}

interface Item {
  /** As written. */
  readonly double: number;
  /** As kept: float32, null when not finite. */
  readonly single: number | null;
}

const isUsable = (item: Item): boolean => item.single !== null;

function listOf(fields: Fields, field: string, length: number): Item[] | null {
  const value = valueOf(fields, field);
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length !== length)
    throw new RowRejected(`${field} is not a list of ${numbers(length)}`);
  return value.map((item: unknown) => {
    if (item !== null && typeof item !== "number")
      throw new RowRejected(`${field} is not a list of ${numbers(length)}`);
    return { double: item ?? Number.NaN, single: single(item) };
  });
}

const numbers = (length: number): string => (length === 1 ? "1 number" : `${String(length)} numbers`);

function numberOf(value: unknown, field: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "number") throw new RowRejected(`${field} is not a number`);
  return single(value);
}

/** Float32 of a number, missing when it is not finite there; −0 becomes 0. */
function single(value: number | null): number | null {
  const rounded = Math.fround(value ?? Number.NaN);
  return Number.isFinite(rounded) ? rounded + 0 : null;
}
