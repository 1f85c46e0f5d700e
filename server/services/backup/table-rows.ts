import { Prisma } from "@/generated/sqlite/client";
import { withAuditOpen } from "@/server/db/audit-triggers";
import type { DbTransaction } from "@/server/db/client";

/** Rows read or written by one statement; SQLite takes at most 32,766 values in one. */
const BATCH = 500;

/** Names of all tables, parents before their children, as the schema lists them. */
const ALL: readonly string[] = Object.values(Prisma.ModelName);

/** Tables that a backup holds: all but who is signed in, for a copy must not bring back a session that was ended. */
export const TABLES: readonly string[] = ALL.filter((name) => name !== Prisma.ModelName.SignIn);

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

interface Page {
  readonly orderBy: { readonly id: "asc" };
  readonly take: number;
  readonly cursor?: { readonly id: string };
  readonly skip?: number;
}

/** What every model can do, whichever it is; all have a text `id`. */
interface Table {
  findMany(page: Page): Promise<Row[]>;
  createMany(rows: { readonly data: readonly object[] }): Promise<unknown>;
  deleteMany(): Promise<unknown>;
  count(): Promise<number>;
}

function tableOf(db: DbTransaction, name: string): Table {
  const delegate = `${name.charAt(0).toLowerCase()}${name.slice(1)}` as keyof DbTransaction;
  return db[delegate] as unknown as Table;
}

/** The rows of a table in the order of their ids, each as one line of JSON that either database can be filled from. */
export async function* rowLines(db: DbTransaction, name: string): AsyncGenerator<string> {
  const table = tableOf(db, name);
  const first: Page = { orderBy: { id: "asc" }, take: BATCH };
  let rows = await table.findMany(first);
  for (;;) {
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => `${lineOf(row)}\n`).join("");
    if (rows.length < BATCH) return;
    rows = await table.findMany({ ...first, cursor: { id: last.id }, skip: 1 });
  }
}

type Tag = "Date" | "bigint";

/** A row as superjson lays it out, which refuses rows whose JSON has a key "constructor": the columns that JSON has no value for are named beside it. */
interface Line {
  readonly json: Readonly<Record<string, unknown>>;
  readonly meta?: { readonly values: Readonly<Record<string, readonly [Tag]>> };
}

const tagOf = (value: unknown): Tag | null =>
  value instanceof Date ? "Date" : typeof value === "bigint" ? "bigint" : null;

function lineOf(row: Row): string {
  const tags = Object.entries(row).flatMap(([column, value]) => {
    const tag = tagOf(value);
    return tag === null ? [] : [[column, [tag]] as const];
  });
  const json = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === "bigint" ? String(value) : value]),
  );
  return JSON.stringify({ json, meta: { values: Object.fromEntries(tags) } } satisfies Line);
}

/** A row as it can be created: what is null is left to be null, which Prisma asks for where a column holds JSON. */
function readRow(line: string): object {
  const { json, meta } = JSON.parse(line) as Line;
  const valueOf = (column: string, value: unknown): unknown => {
    const tag = meta?.values[column]?.[0];
    if (tag === "Date") return new Date(value as string);
    return tag === "bigint" ? BigInt(value as string) : value;
  };
  return Object.fromEntries(
    Object.entries(json)
      .filter(([, value]) => value !== null)
      .map(([column, value]) => [column, valueOf(column, value)]),
  );
}

/** Writes the lines of `rowLines` into an empty table. */
export async function writeRows(
  db: DbTransaction,
  name: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  const table = tableOf(db, name);
  let data: object[] = [];
  for await (const line of lines) {
    data.push(readRow(line));
    if (data.length < BATCH) continue;
    await table.createMany({ data });
    data = [];
  }
  if (data.length > 0) await table.createMany({ data });
}

/** Names of the tables that hold rows. */
export async function filledTables(db: DbTransaction): Promise<string[]> {
  const counts = await Promise.all(ALL.map((name) => tableOf(db, name).count()));
  return ALL.filter((_, position) => (counts[position] ?? 0) > 0);
}

/** Takes all rows away, those of the audit too, which refuses that otherwise. */
export const emptyTables = (db: DbTransaction): Promise<void> =>
  withAuditOpen(db, async () => {
    for (const name of ALL.toReversed()) await tableOf(db, name).deleteMany();
  });
