import { randomUUID } from "node:crypto";
import path from "node:path";
import type { SqlRow } from "@/core/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { openDuckDb } from "@/server/duckdb/engine";
import { importCorpus, type ImportCorpus, type ImportResult } from "@/server/services/corpus/import";
import { corpusPath } from "@/server/storage/home";
import { madeRecord } from "@/tests/support/released-layout";
import type { TestStudio } from "@/tests/support/studio-home";

/** Imports as the terminal does: any path, no progress shown. */
export const importFrom = (
  studio: TestStudio,
  source: string,
  input: Partial<ImportCorpus["input"]> = {},
  more: Partial<ImportCorpus> = {},
): Promise<ImportResult> =>
  importCorpus({
    ctx: studio.ctx,
    input: { id: randomUUID(), path: source, name: randomUUID(), ...input },
    signal: new AbortController().signal,
    report: () => undefined,
    roots: null,
    ...more,
  });

export async function sqlRows(sql: string): Promise<SqlRow[]> {
  const engine = await openDuckDb({ folders: ["/"] });
  try {
    return await engine.query(sql);
  } finally {
    engine.close();
  }
}

export interface ImportedFiles {
  readonly file: (name: string) => string;
  readonly scores: () => Promise<SqlRow[]>;
  readonly texts: () => Promise<SqlRow[]>;
}

/** The files of an imported corpus; `scores` by ordinal, `texts` by id. */
export function filesOf(
  studio: TestStudio,
  { fingerprint }: Pick<ImportResult, "fingerprint">,
): ImportedFiles {
  const file = (name: string): string => path.join(corpusPath(fingerprint, studio.home), name);
  return {
    file,
    scores: () => sqlRows(`SELECT * FROM '${file("scores.parquet")}' ORDER BY ordinal`),
    texts: () =>
      sqlRows(
        `SELECT doc_id, ${keepText("text")} AS text FROM '${file("text/*.parquet")}' ORDER BY doc_id`,
      ).then((rows) => rows.map((row) => ({ doc_id: row["doc_id"] ?? null, text: keptText(row["text"]) }))),
  };
}

/** Records `<domain>-0000` …, each with its own made-up ratings and a text of its own length. */
export const madeRecords = (domain: string, count: number, from = 0): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, at) => {
    const id = `${domain}-${String(from + at).padStart(4, "0")}`;
    return madeRecord(id, `Text ${id} ${"word ".repeat(at % 50)}`, from + at + domain.length * 1000);
  });
