import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { levelsOf, RATER_IDS, raterOf, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { ColumnStatistics, CorpusStatistics, RaterStatistics } from "@/core/statistics";
import { SYNTHETIC_DOMAINS } from "@/core/synthetic/factor-model";
import { levelColumns, syntheticRowsSql } from "@/core/synthetic/synthetic-sql";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

export interface SelectTable {
  readonly scores: string;
  readonly statistics: string;
}

const SEED = 1;
/** Rows written at a time: each document has 60 random numbers on its way. */
const SLICE = 1_000_000;
const DOMAINS = SYNTHETIC_DOMAINS.map(({ domain }) => domain);

/** A synthetic score table as the server keeps it, without texts, and its statistics; made once and used again. */
export async function selectTable(folder: string, documents: number): Promise<SelectTable> {
  const name = `select-${String(documents)}`;
  const scores = path.join(folder, `${name}.parquet`);
  const statistics = path.join(folder, `${name}.json`);
  if (existsSync(statistics)) return { scores, statistics };
  console.log(
    `Making a score table of ${documents.toLocaleString("en")} documents in ${folder} (kept for the next time) …`,
  );
  await mkdir(folder, { recursive: true });
  const engine = await openDuckDb({
    temporaryFolder: path.join(folder, "duckdb"),
    folders: [folder],
    memoryMb: 2048,
  });
  await engine.run("CREATE TABLE scores AS " + sliceSql(0, 0));
  for (let first = 0; first < documents; first += SLICE)
    await engine.run(`INSERT INTO scores ${sliceSql(first, Math.min(documents, first + SLICE))}`);
  await engine.run(`COPY scores TO ${sqlText(`${scores}.part`)} (FORMAT parquet, ROW_GROUP_SIZE 122880)`);
  await rename(`${scores}.part`, scores);
  await writeFile(statistics, JSON.stringify(await statisticsOf(engine)));
  engine.close();
  return { scores, statistics };
}

const CLASSIFIERS: readonly RaterId[] = RATER_IDS.filter((id) => levelsOf(raterOf(id)) !== null);

function sliceSql(first: number, last: number): string {
  const names = DOMAINS.map((domain) => sqlText(domain)).join(", ");
  const plain = RATER_IDS.filter((id) => !CLASSIFIERS.includes(id));
  return (
    `SELECT right(id, 10)::UINTEGER AS ordinal, (list_position([${names}], domain) - 1)::UTINYINT AS domain, tokens, ` +
    `1::FLOAT AS inclusion, ${[...plain, ...levelColumns()].join(", ")} FROM (${syntheticRowsSql(SEED, first, last)}) AS made`
  );
}

/** Without quantiles, which z-scores do not need. */
async function statisticsOf(engine: DuckDb): Promise<CorpusStatistics> {
  const [all] = await engine.query("SELECT count(*) AS documents, sum(tokens)::BIGINT AS tokens FROM scores");
  const domains = await engine.query(
    "SELECT domain, count(*) AS documents, sum(tokens)::BIGINT AS tokens FROM scores GROUP BY domain",
  );
  const raters: [RaterId, RaterStatistics][] = [];
  for (const id of RATER_IDS) {
    const argmax = CLASSIFIERS.includes(id) ? await columnOf(engine, raterColumn(id, "argmax")) : null;
    raters.push([id, { value: await columnOf(engine, id), argmax, provenance: "imported" }]);
  }
  return {
    documents: Number(all?.["documents"]),
    tokens: Number(all?.["tokens"]),
    domains: DOMAINS.map((domain, code) => {
      const found = domains.find((row) => row["domain"] === code);
      return {
        domain,
        documents: Number(found?.["documents"] ?? 0),
        tokens: Number(found?.["tokens"] ?? 0),
      };
    }),
    raters: Object.fromEntries(raters) as CorpusStatistics["raters"],
  };
}

async function columnOf(engine: DuckDb, column: string): Promise<ColumnStatistics> {
  const x = `${column}::DOUBLE`;
  const [row] = await engine.query(
    `SELECT count(${column}) AS n, count(*) - count(${column}) AS missing, min(${x}) AS min, max(${x}) AS max, ` +
      `avg(${x}) AS mean, stddev_pop(${x}) AS sd FROM scores`,
  );
  const of = (name: string): number => Number(row?.[name]);
  return {
    ...{ n: of("n"), missing: of("missing"), min: of("min"), max: of("max"), mean: of("mean"), sd: of("sd") },
    quantiles: [],
  };
}
