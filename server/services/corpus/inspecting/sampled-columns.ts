import type { ColumnKind, SourceColumn } from "@/core/source-column";
import type { FirstRows, SampledRow } from "@/server/services/corpus/inspecting/first-rows";

/** A column and how many of the sampled rows have no value in it. */
export interface SampledColumn extends SourceColumn {
  readonly missing: number;
}

const DEEPEST = 5;
const MOST_COLUMNS = 1_000;

type Fields = Readonly<Record<string, unknown>>;

/** The columns of some files, in the order they are met; what a file does not declare is told by its rows. */
export function sampledColumns(files: readonly FirstRows[]): SampledColumn[] {
  const kinds = new Map<string, ColumnKind | null>();
  const seen = new Map<string, number>();
  const meet = (path: string, kind: ColumnKind | null): void => {
    const known = kinds.get(path);
    if (known === undefined && kinds.size >= MOST_COLUMNS) return;
    kinds.set(path, known === undefined || known === null ? kind : (together(known, kind) ?? known));
  };
  for (const { columns, rows } of files) {
    for (const { path, kind } of columns ?? []) meet(path, kind);
    for (const fields of fieldsOfRows(rows)) {
      for (const [path, value] of columns === null ? leaves(fields, "", 1) : Object.entries(fields)) {
        const isThere = value !== null && value !== undefined;
        if (columns === null) meet(path, isThere ? kindOf(value) : null);
        if (isThere) seen.set(path, (seen.get(path) ?? 0) + 1);
      }
    }
  }
  const total = files.reduce((sum, { rows }) => sum + fieldsOfRows(rows).length, 0);
  return [...kinds].map(([path, kind]) => ({
    path,
    kind: kind ?? "other",
    missing: total - (seen.get(path) ?? 0),
  }));
}

const fieldsOfRows = (rows: readonly SampledRow[]): Fields[] =>
  rows.flatMap((row) => ("fields" in row ? [row.fields] : []));

const together = (a: ColumnKind, b: ColumnKind | null): ColumnKind | null =>
  b === null || a === b ? a : "other";

function* leaves(fields: Fields, above: string, depth: number): Generator<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(fields)) {
    const path = above === "" ? name : `${above}.${name}`;
    if (isFields(value) && depth < DEEPEST) yield* leaves(value, path, depth + 1);
    else yield [path, value];
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function kindOf(value: unknown): ColumnKind {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "flag";
  const items: readonly unknown[] = Array.isArray(value) ? value : [""];
  return items.every((item) => item === null || typeof item === "number") ? "numbers" : "other";
}
