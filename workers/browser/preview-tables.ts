import { sampleSize } from "@/core/preview/selected-rows";
import type { SampleTable } from "@/core/preview/sample-table";
import { partsOfKind, type ScoreKind, type ScorePart } from "@/core/score-parts";
import type { Noise } from "@/core/scoring/noise";
import { rowNumber } from "@/core/row-number";
import type { BuildTable, ByteProgress } from "@/workers/browser/build-table";
import type { PreviewDatabase } from "@/workers/browser/preview-database";

const KEY_COLUMNS = "ordinal, domain, tokens, inclusion";
const NOISE_TABLE = "sample_noise";

export interface PreviewParts {
  /** Folder of the parts on the server. */
  readonly folder: string;
  /** Parts of all groups, of the same rows. */
  readonly parts: readonly ScorePart[];
  /** Has the parts of the noise of a seed made, of the same rows. */
  readonly noise: (seed: number) => Promise<readonly ScorePart[]>;
}

/** The score tables of a corpus: one wide table a kind, whose parts come when a normalisation first needs it. */
export class PreviewTables {
  readonly #bytes = new Map<ScoreKind, Promise<Uint8Array>>();
  readonly #loaded = new Map<ScoreKind, SampleTable>();
  #noiseSeed: number | null = null;

  constructor(
    private readonly source: PreviewParts,
    private readonly build: BuildTable,
    private readonly onProgress: (progress: ByteProgress) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** Has the parts of some kinds come, one kind after the other; needs no engine. */
  async fetch(kinds: readonly ScoreKind[]): Promise<void> {
    for (const kind of kinds) await this.#fetch(kind);
  }

  #fetch(kind: ScoreKind): Promise<Uint8Array> {
    const found = this.#bytes.get(kind);
    if (found !== undefined) return found;
    const request = { folder: this.source.folder, parts: partsOfKind(this.source.parts, kind) };
    const bytes = this.build(request, this.onProgress, this.signal);
    this.#bytes.set(kind, bytes);
    return bytes;
  }

  /** The table of the first kind, with the columns of the others and the noise where they are asked for. */
  async table(
    database: PreviewDatabase,
    kinds: readonly ScoreKind[],
    noise: Noise | null,
  ): Promise<SampleTable> {
    const tables: SampleTable[] = [];
    for (const kind of kinds) tables.push(await this.#tableOf(database, kind));
    const [first, ...others] = tables;
    if (first === undefined) throw new TypeError("a table of no kind");
    const columns = others.map(({ name }) => `SELECT * EXCLUDE (${KEY_COLUMNS}) FROM ${name}`);
    if (noise !== null) {
      await this.#loadNoise(database, noise.seed);
      columns.push(`FROM ${NOISE_TABLE}`);
    }
    return columns.length === 0 ? first : beside(database, first, columns);
  }

  /** The noise of one seed is held, the last asked for. */
  async #loadNoise(database: PreviewDatabase, seed: number): Promise<void> {
    if (this.#noiseSeed === seed) return;
    const request = { folder: this.source.folder, parts: await this.source.noise(seed) };
    const bytes = await this.build(request, this.onProgress, this.signal);
    this.#noiseSeed = null;
    await database.load(NOISE_TABLE, bytes);
    this.#noiseSeed = seed;
  }

  async #tableOf(database: PreviewDatabase, kind: ScoreKind): Promise<SampleTable> {
    const found = this.#loaded.get(kind);
    if (found !== undefined) return found;
    const name = `sample_${kind}`;
    await database.load(name, await this.#fetch(kind));
    const [row] = await database.query(`SELECT count(*) AS rows FROM ${name}`);
    const rows = row === undefined ? 0 : rowNumber(row, "rows");
    const table: SampleTable = { name, kind, rows, size: await sampleSize(database, name) };
    this.#loaded.set(kind, table);
    return table;
  }
}

/** Columns of the same rows in the same order, side by side; DuckDB joins by position without looking anything up. */
async function beside(
  database: PreviewDatabase,
  table: SampleTable,
  columns: readonly string[],
): Promise<SampleTable> {
  const name = `${table.name}_beside`;
  const joins = columns.map((query) => `POSITIONAL JOIN (${query})`);
  await database.query(`CREATE OR REPLACE VIEW ${name} AS SELECT * FROM ${table.name} ${joins.join(" ")}`);
  return { ...table, name };
}
