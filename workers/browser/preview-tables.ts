import type { SampleTable } from "@/core/preview/score-sample";
import type { Normalisation } from "@/core/recipe";
import { rowNumber } from "@/core/row-number";
import { fetchBytes, type ByteProgress } from "@/workers/browser/fetch-bytes";
import type { PreviewDatabase } from "@/workers/browser/preview-database";

export interface PreviewFiles {
  readonly valuesUrl: string;
  readonly ranksUrl: string;
}

/** The score tables of a corpus, each fetched when a normalisation first needs it. */
export class PreviewTables {
  readonly #loaded = new Map<SampleTable["kind"], SampleTable>();

  constructor(
    private readonly files: PreviewFiles,
    private readonly signal: AbortSignal,
  ) {}

  async table(
    database: PreviewDatabase,
    normalisation: Normalisation,
    onProgress: (progress: ByteProgress) => void,
  ): Promise<SampleTable> {
    const kind = normalisation === "rank" ? "ranks" : "values";
    const found = this.#loaded.get(kind);
    if (found !== undefined) return found;
    const url = kind === "ranks" ? this.files.ranksUrl : this.files.valuesUrl;
    const name = `sample_${kind}`;
    await database.load(name, await fetchBytes(url, onProgress, this.signal));
    const [row] = await database.query(`SELECT count(*) AS rows FROM ${name}`);
    const table: SampleTable = { name, kind, rows: row === undefined ? 0 : rowNumber(row, "rows") };
    this.#loaded.set(kind, table);
    return table;
  }
}
