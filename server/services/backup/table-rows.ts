import superjson, { type SuperJSONResult } from "superjson";
import { Prisma } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";

/** Rows read or written by one statement; SQLite takes at most 32,766 values in one. */
const BATCH = 500;

/** Names of all tables, parents before their children, as the schema lists them. */
export const TABLES: readonly string[] = Object.values(Prisma.ModelName);

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
    yield rows.map((row) => `${JSON.stringify(superjson.serialize(row))}\n`).join("");
    if (rows.length < BATCH) return;
    rows = await table.findMany({ ...first, cursor: { id: last.id }, skip: 1 });
  }
}

/** A row as it can be created: what is null is left to be null, which Prisma asks for where a column holds JSON. */
function readRow(line: string): object {
  const row = superjson.deserialize<Row>(JSON.parse(line) as SuperJSONResult);
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
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
  const counts = await Promise.all(TABLES.map((name) => tableOf(db, name).count()));
  return TABLES.filter((_, position) => (counts[position] ?? 0) > 0);
}

export async function emptyTables(db: DbTransaction): Promise<void> {
  for (const name of TABLES.toReversed()) await tableOf(db, name).deleteMany();
}
