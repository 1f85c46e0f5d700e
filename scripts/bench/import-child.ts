import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { TOKENS_FIELD } from "./import-source";
import { RATERS, type Rater } from "@/core/raters";
import type { SourceMapping } from "@/core/source-mapping";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { buildCorpus } from "@/server/services/corpus/build-corpus";
import { ImportProgress } from "@/server/services/corpus/importing/import-progress";

/** What one run in a process of its own came to; `import.ts` reads it as a line of JSON. */
export interface ChildFigures {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly documents: number;
}

const [kind = "", source = "", scratch = ""] = process.argv.slice(2);

/** The 22 fields of the released layout beside id and content, typed, so that nothing has to be guessed. */
const columns = [
  "id: 'VARCHAR'",
  "content: 'VARCHAR'",
  ...new Set(
    RATERS.map(
      ({ source: { field, kind: shape } }: Rater) =>
        `${field}: '${shape === "scalar" ? "DOUBLE" : "DOUBLE[]"}'`,
    ),
  ),
];
const rows = `read_json(${sqlText(path.join(source, "*", "*.jsonl"))}, format = 'newline_delimited', maximum_object_size = 16777216, columns = {${columns.join(", ")}})`;

async function runImport(mapping: SourceMapping): Promise<number> {
  const { report } = await buildCorpus({
    ...{ id: "bench", home: scratch, source, validation: null, roots: null, mapping },
    ...{
      maxRejects: 0,
      holdout: 0,
      sampleDocuments: 100_000,
      provenance: {},
      provenanceNote: "",
      licences: [],
    },
    signal: new AbortController().signal,
    progress: new ImportProgress(() => undefined),
  });
  return report.accepted;
}

/** DuckDB with nothing of the studio's: all its threads, and the memory it takes by itself. */
async function runDuckDb(sql: string): Promise<number> {
  const engine = await openDuckDb({
    temporaryFolder: path.join(scratch, "duckdb"),
    folders: [path.parse(scratch).root],
    memoryMb: 4096,
  });
  const [row] = await engine.query(sql);
  engine.close();
  return Number(Object.values(row ?? {})[0]);
}

const sums = [
  ...new Set(
    RATERS.map(({ source: { field, kind: shape } }: Rater) =>
      shape === "scalar" ? `sum(${field})` : `sum(len(${field}))`,
    ),
  ),
];

const WORK: Readonly<Record<string, () => Promise<number>>> = {
  import: () => runImport({}),
  given: () => runImport({ tokens: TOKENS_FIELD }),
  control: () =>
    runDuckDb(
      `COPY (SELECT * FROM ${rows}) TO ${sqlText(path.join(scratch, "control.parquet"))} (FORMAT parquet)`,
    ),
  scan: () => runDuckDb(`SELECT count(*), max(id), sum(strlen(content)), ${sums.join(", ")} FROM ${rows}`),
};

const work = WORK[kind];
if (work === undefined) throw new RangeError(`${kind} is nothing to measure`);
process.env["STUDIO_HOME"] = scratch;
await mkdir(scratch, { recursive: true });
const began = performance.now();
const documents = await work();
const seconds = (performance.now() - began) / 1000;
await rm(scratch, { recursive: true, force: true });
const figures: ChildFigures = { seconds, peakBytes: process.resourceUsage().maxRSS * 1024, documents };
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
