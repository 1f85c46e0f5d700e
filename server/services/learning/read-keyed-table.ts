import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import { keyedTable, type KeyedTable } from "@/core/learning/keyed-table";

/** A CSV file as a table. @throws StudioError `not-found` for a file that cannot be read, `invalid-input` as `keyedTable` */
export async function readKeyedTable(file: string, idColumn?: string): Promise<KeyedTable> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Name a CSV file.");
  });
  return keyedTable(text, file, idColumn);
}
