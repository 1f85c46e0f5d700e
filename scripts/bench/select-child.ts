import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { firstRecipe } from "@/core/presets";
import { rowNumber } from "@/core/row-number";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import { scoredSql } from "@/core/scoring/score-sql";
import { exactFigures } from "@/core/selection/exact-figures";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

/** What one run in a process of its own came to; `select.ts` reads it as a line of JSON. */
export interface SelectFigures {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly documents: number;
  readonly tokens: number;
}

type Selected = Pick<SelectFigures, "documents" | "tokens">;

const [kind = "", scores = "", statisticsFile = "", scratch = ""] = process.argv.slice(2);

const open = async (memoryMb: number): Promise<DuckDb> => {
  const engine = await openDuckDb({
    temporaryFolder: path.join(scratch, "duckdb"),
    folders: [scratch, path.dirname(scores)],
    memoryMb,
  });
  await engine.run(`CREATE VIEW scores AS FROM read_parquet(${sqlText(scores)})`);
  return engine;
};

/** As the server counts, within the memory that the server takes. */
async function runStudio(recipe: Recipe, statistics: CorpusStatistics): Promise<Selected> {
  return exactFigures(await open(1024), "scores", recipe, statistics);
}

/** DuckDB with nothing of the studio's but the score: ranks all documents and adds their tokens up. */
async function runWindow(plan: ScoringPlan): Promise<Selected> {
  const engine = await open(8192);
  const [row] = await engine.query(
    `SELECT count(*) AS documents, sum(tokens) AS tokens FROM ` +
      `(SELECT tokens, sum(tokens) OVER (ORDER BY score DESC, ordinal ROWS UNBOUNDED PRECEDING) AS filled ` +
      `FROM ${scoredSql(plan, "scores")} AS scored) AS ranked WHERE filled <= ${String(plan.budgetTokens)}`,
  );
  return { documents: rowNumber(row ?? {}, "documents"), tokens: rowNumber(row ?? {}, "tokens") };
}

const statistics = JSON.parse(await readFile(statisticsFile, "utf8")) as CorpusStatistics;
const published = firstRecipe(statistics);
if (published === null) throw new RangeError("the table has no rater");
const recipe: Recipe = { ...published, normalisation: "zscore" };
process.env["STUDIO_HOME"] = scratch;
const began = performance.now();
const { documents, tokens } =
  kind === "window" ? await runWindow(planScoring(recipe, statistics)) : await runStudio(recipe, statistics);
const seconds = (performance.now() - began) / 1000;
await rm(scratch, { recursive: true, force: true });
const figures: SelectFigures = {
  ...{ seconds, peakBytes: process.resourceUsage().maxRSS * 1024, documents, tokens },
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
