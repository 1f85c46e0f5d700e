import { RATERS, type Rater, type RaterId } from "@/core/raters";
import type { SourceMapping } from "@/core/source-mapping";

export const RELEASED_ID = "id";
export const RELEASED_TEXT = "content";

/**
 * A column a rater may be in, and what may lie in it: the type of the released field, one plain number, or either.
 * A plain number of a classifier is its expected level; its argmax is then the nearest level, the lower one halfway.
 */
export interface RaterColumn {
  readonly path: string;
  readonly accepts: "released" | "number" | "either";
}

/** Where a rater is looked for under a mapping; the first column with a value in it counts, none means off. */
export function raterColumns(mapping: SourceMapping, { id, source }: Rater): readonly RaterColumn[] {
  const mapped = mapping.raters?.[id];
  if (mapped === null) return [];
  if (mapped !== undefined) return [{ path: mapped, accepts: "either" }];
  if (source.field === id) return [{ path: id, accepts: "either" }];
  return [
    { path: source.field, accepts: "released" },
    { path: id, accepts: "number" },
  ];
}

/** Every column that is read under a mapping, where the source has it; of the rows' own domain see `domain`. */
export function readColumns(mapping: SourceMapping): string[] {
  const raters = RATERS.flatMap((rater) => raterColumns(mapping, rater).map(({ path }) => path));
  const { id = RELEASED_ID, text = RELEASED_TEXT, domain = "domain", tokens, group } = mapping;
  const asked = [tokens, group].filter((path) => path !== undefined);
  return [...new Set([id, text, domain, ...asked, ...raters])];
}

/** The raters that none of the columns of a source can hold. */
export function offRaters(mapping: SourceMapping, columns: readonly string[]): RaterId[] {
  const there = new Set(columns);
  return RATERS.filter((rater) => !raterColumns(mapping, rater).some(({ path }) => there.has(path))).map(
    ({ id }) => id,
  );
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a row holds under a column path; undefined when there is no such field. */
export function valueAt(fields: Fields, path: string): unknown {
  if (Object.hasOwn(fields, path)) return fields[path];
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const outer = path.slice(0, dot);
    const inner = Object.hasOwn(fields, outer) ? fields[outer] : undefined;
    const value = isFields(inner) ? valueAt(inner, path.slice(dot + 1)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
