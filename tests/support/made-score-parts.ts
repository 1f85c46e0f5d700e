import path from "node:path";
import { RATER_IDS } from "@/core/raters";
import { partColumns, SCORE_GROUPS, type ScoreParts } from "@/core/score-parts";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { writeScoreParts } from "@/server/services/corpus/importing/write-score-parts";
import { smallCorpus } from "@/tests/support/small-corpus";

export interface MadeParts {
  readonly scores: string;
  readonly folder: string;
  readonly statistics: CorpusStatistics;
  readonly parts: ScoreParts;
}

export interface PartsWanted {
  readonly rows: number;
  readonly seed: number;
  /** One rater of each family instead of all 25. */
  readonly few: boolean;
  readonly sampled: number;
}

/** Statistics of a corpus that has every rater, or only one of each family. */
function statisticsOf(documents: number, few: boolean): CorpusStatistics {
  const on = few ? (["word_count", "dsir_math", "fluency"] as const) : RATER_IDS;
  const scores = Object.fromEntries(on.map((rater) => [rater, 1]));
  const one = { domain: "c4", tokens: 1, scores, argmax: { fluency: 1 } };
  return { ...smallCorpus([one]).statistics, documents };
}

let made = 0;

/** A scores.parquet of random bits with NULLs (each column has its own share of them), and its parts. */
export async function makeScoreParts(
  { engine, folder }: { readonly engine: DuckDb; readonly folder: string },
  { rows, seed, few, sampled }: PartsWanted,
): Promise<MadeParts> {
  const statistics = statisticsOf(rows, few);
  const names = [...new Set(SCORE_GROUPS.flatMap((group) => partColumns(group, statistics)))];
  const columns = names.map(({ name, type }, at) => {
    const bits = `hash(hash(range * 64 + ${String(at)} + ${String(seed)}::UBIGINT * 1099511627776))`;
    if (name === "ordinal") return "range::UINTEGER AS ordinal";
    if (name === "inclusion") return `(range < ${String(sampled)})::INTEGER::FLOAT AS inclusion`;
    const value =
      type === "FLOAT" ? `((${bits} >> 40)::DOUBLE / 3 - 1e6)::FLOAT` : `(${bits} & 255)::${type}`;
    // One column in three has no NULL, one nothing but NULL.
    const missing = at % 3 === 0 ? 0 : at === 7 ? 256 : (at * seed) % 256;
    return `CASE WHEN ((${bits} >> 8) & 255) >= ${String(missing)} THEN ${value} END AS ${name}`;
  });
  const place = path.join(folder, String((made += 1)));
  const scores = `${place}.parquet`;
  await engine.run(
    `COPY (SELECT ${columns.join(", ")} FROM range(${String(rows)})) TO ${sqlText(scores)} (FORMAT parquet)`,
  );
  const { signal } = new AbortController();
  const parts = await writeScoreParts({
    ...{ engine, scores, folder: place, statistics, sampleDocuments: sampled, signal },
  });
  return { scores, folder: place, statistics, parts };
}
