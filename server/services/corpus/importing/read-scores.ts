import { RATERS, type Rater } from "@/core/raters";
import { raterColumns, valueAt, type RaterColumn } from "@/core/mapped-columns";
import type { SourceMapping } from "@/core/source-mapping";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";

/** The raters that are classifiers, in the order of `RATERS`. */
export const CLASSIFIERS = RATERS.filter((rater) => rater.source.kind === "logits");

/** What a row says of the 25 raters; numbers are float32, null is missing. */
export interface SourceScores {
  /** By position in `RATERS`; the expected level for classifiers. */
  readonly scores: readonly (number | null)[];
  /** By position in `CLASSIFIERS`. */
  readonly argmax: readonly (number | null)[];
  readonly logits: readonly (readonly (number | null)[] | null)[];
}

interface RaterValue {
  readonly score: number | null;
  readonly argmax: number | null;
  readonly logits: readonly (number | null)[] | null;
}

type Fields = Readonly<Record<string, unknown>>;
type Columns = readonly (readonly RaterColumn[])[];

const MISSING: RaterValue = { score: null, argmax: null, logits: null };

/** The columns of every rater, worked out once for all rows of a mapping. */
const known = new WeakMap<SourceMapping, Columns>();

function columnsOf(mapping: SourceMapping): Columns {
  const found = known.get(mapping) ?? RATERS.map((rater) => raterColumns(mapping, rater));
  known.set(mapping, found);
  return found;
}

/**
 * Reads the raters of a row; null when it has none of their columns.
 * @throws RowRejected when one holds what it cannot hold
 */
export function readScores(fields: Fields, mapping: SourceMapping): SourceScores | null {
  const columns = columnsOf(mapping);
  let isRated = false;
  const values = RATERS.map((rater: Rater, index) => {
    for (const column of columns[index] ?? []) {
      const value = valueAt(fields, column.path);
      isRated ||= value !== undefined;
      if (value !== undefined && value !== null) return readRater(rater, column, value);
    }
    return MISSING;
  });
  if (!isRated) return null;
  const classified = values.filter((_, index) => RATERS[index]?.source.kind === "logits");
  return {
    scores: values.map(({ score }) => score),
    argmax: classified.map(({ argmax }) => argmax),
    logits: classified.map(({ logits }) => logits),
  };
}

function readRater({ source }: Rater, { path, accepts }: RaterColumn, value: unknown): RaterValue {
  const length = source.kind === "scalar" ? null : source.kind === "item" ? source.length : source.levels;
  const takesNumber = length === null || accepts !== "released";
  const takesList = length !== null && accepts !== "number";
  if (takesNumber && typeof value === "number") {
    return source.kind === "logits" ? ofLevel(value, source.levels, path) : plain(single(value));
  }
  const items = takesList ? itemsOf(value, length) : null;
  if (items === null) throw new RowRejected(`${path} is not ${wanted(takesNumber, takesList, length ?? 1)}`);
  return source.kind === "item" ? plain(single(items[source.position] ?? null)) : ofLogits(items);
}

const plain = (score: number | null): RaterValue => ({ score, argmax: null, logits: null });

/** A classifier given as its expected level: the argmax is the nearest level, the lower one halfway. */
function ofLevel(value: number, levels: number, path: string): RaterValue {
  const score = single(value);
  if (score === null) return MISSING;
  if (score < 0 || score > levels - 1)
    throw new RowRejected(`${path} is not a level from 0 to ${String(levels - 1)}`);
  return { score, argmax: Math.ceil(score - 0.5) + 0, logits: null };
}

function ofLogits(items: readonly (number | null)[]): RaterValue {
  const logits = items.map(single);
  const usable = items.filter((item, index): item is number => logits[index] !== null);
  if (usable.length < items.length) return { score: null, argmax: null, logits };
  const level = levelOf(usable);
  return { score: Math.fround(level.expected), argmax: level.argmax, logits };
}

function itemsOf(value: unknown, length: number): readonly (number | null)[] | null {
  if (!Array.isArray(value) || value.length !== length) return null;
  const items: readonly unknown[] = value;
  return items.every((item) => item === null || typeof item === "number") ? items : null;
}

function wanted(takesNumber: boolean, takesList: boolean, length: number): string {
  const list = `a list of ${length === 1 ? "1 number" : `${String(length)} numbers`}`;
  if (!takesList) return "a number";
  return takesNumber ? `a number or ${list}` : list;
}

/** Float32 of a number, missing when it is not finite there; −0 becomes 0. */
function single(value: number | null): number | null {
  const rounded = Math.fround(value ?? Number.NaN);
  return Number.isFinite(rounded) ? rounded + 0 : null;
}
