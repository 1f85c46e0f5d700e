import path from "node:path";
import { DuckDBListValue, type DuckDBValue } from "@duckdb/node-api";
import { AS_WRITTEN, compared, type Verdict } from "@/core/lineage-check";
import { RATER_IDS } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { GROUP_COLUMN } from "@/core/scoring/cap-sql";
import { openDuckDb } from "@/server/duckdb/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { sqlText } from "@/server/duckdb/sql-literal";
import { PARTS_FOLDER, readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-scores";
import { rowDigest } from "@/server/services/corpus/importing/row-digest";
import { DIGEST_COLUMNS } from "@/server/services/corpus/importing/write-digests";
import { DIGESTS_FILE, GROUP_NAMES_FILE, GROUPS_FILE } from "@/server/services/corpus/version-files";
import { corpusPath } from "@/server/storage/home";
import { checkFiles } from "@/server/training/check-files";

export interface CorpusCheck {
  readonly fingerprint: string;
  readonly home: string;
  readonly signal: AbortSignal;
  readonly onDocuments: (done: number, total: number) => void;
}

/**
 * Whether the documents of a corpus are what the fingerprint was taken of: the digest of every row (id, domain, tokens, scores,
 * logits, text, group) is made anew and compared with the one of the import, then the sha256 of every score part. Rows of the
 * validation set have no scores on disk: their number is compared alone; the bundle of a run holds their text under a hash.
 */
export async function checkCorpus(check: CorpusCheck): Promise<Verdict> {
  const { fingerprint, home, signal } = check;
  const folder = corpusPath(fingerprint, home);
  const info = await readCorpusInfo(fingerprint, home);
  const named = compared("info.json", fingerprint, info.fingerprint);
  if (named.kind !== "as-written") return named;
  const rows = await checkRows(check, folder, info);
  if (rows.kind !== "as-written") return rows;
  const parts = new Map(
    [...info.scoreParts.sample, ...info.scoreParts.all].map((part) => [part.sha256, part]),
  );
  const files = [...parts.values()].map(({ sha256, bytes }) => ({ path: `${sha256}.arrow`, bytes, sha256 }));
  return checkFiles(path.join(folder, PARTS_FOLDER), files, { signal });
}

async function checkRows(check: CorpusCheck, folder: string, info: CorpusInfo): Promise<Verdict> {
  const { signal, onDocuments } = check;
  const { domains, raters, groups } = await readCorpusStatistics(check.fingerprint, check.home);
  const names = domains.map(({ domain }) => domain);
  const on = new Set<string>(RATER_IDS.filter((id) => raters[id] !== null));
  const engine = await openDuckDb({ memoryMb: 512 });
  let verdict = AS_WRITTEN;
  let done = 0;
  try {
    const parts = await engine.query(`SELECT DISTINCT part FROM ${scoresOf(folder)} ORDER BY part`, signal);
    for (const { part } of parts) {
      await engine.stream(
        rowsSql(folder, Number(part), on, groups !== undefined),
        (chunk) => {
          done += chunk.rowCount;
          onDocuments(done, info.documents);
          for (const row of verdict.kind === "as-written" ? chunk.getRows() : [])
            if (verdict.kind === "as-written") verdict = checkRow(row, names);
        },
        signal,
      );
      if (verdict.kind !== "as-written") return verdict;
    }
    return compared("number of documents", String(info.documents), String(done));
  } finally {
    engine.close();
  }
}

const parquet = (file: string): string => `read_parquet(${sqlText(file)})`;
const scoresOf = (folder: string): string => parquet(path.join(folder, "scores.parquet"));

/** Ordinal and name of the group, of documents that belong to one. */
const namedGroups = (folder: string): string =>
  `(FROM ${parquet(path.join(folder, GROUPS_FILE))} AS placed JOIN ${parquet(path.join(folder, GROUP_NAMES_FILE))} AS named USING (${GROUP_COLUMN}))`;

/** Id, domain code, tokens, text, both halves of the digest, group; then the scores, likeliest levels and logits. */
function rowsSql(folder: string, part: number, on: ReadonlySet<string>, grouped: boolean): string {
  const text = path.join(folder, "text", `part-${String(part).padStart(5, "0")}.parquet`);
  const scores = RATER_IDS.map((id) => (on.has(id) ? `s.${id}` : "NULL"));
  const levels = CLASSIFIERS.map(({ id }) => (on.has(id) ? `s.${raterColumn(id, "argmax")}` : "NULL"));
  const columns = [
    ...[keepText("s.doc_id"), "s.domain", "s.tokens", keepText("t.text")],
    ...DIGEST_COLUMNS.map((column) => `d.${column}`),
    grouped ? keepText("g.name") : "NULL",
    ...[...scores, ...levels, ...CLASSIFIERS.map(({ id }) => `l.${id}`)],
  ];
  return `SELECT ${columns.join(", ")} FROM (SELECT * FROM ${scoresOf(folder)} WHERE part = ${String(part)}) s
    LEFT JOIN ${parquet(path.join(folder, DIGESTS_FILE))} d ON d.ordinal = s.ordinal AND d.doc_id = s.doc_id
    LEFT JOIN ${parquet(path.join(folder, "logits.parquet"))} l ON l.ordinal = s.ordinal
    ${grouped ? `LEFT JOIN ${namedGroups(folder)} g ON g.ordinal = s.ordinal` : ""}
    LEFT JOIN ${parquet(text)} t ON t.doc_id = s.doc_id`;
}

function checkRow(row: readonly DuckDBValue[], domains: readonly string[]): Verdict {
  const [id, domain, tokens, text, high, low, group, ...rest] = row;
  const what = `document ${keptText(String(id))}`;
  if (typeof text !== "string") return { kind: "missing", what: `the text of ${what}` };
  if (typeof high !== "bigint" || typeof low !== "bigint")
    return { kind: "missing", what: `the digest of ${what}` };
  const levels = RATER_IDS.length + CLASSIFIERS.length;
  const digest = rowDigest({
    id: keptText(String(id)),
    domain: domains[Number(domain)] ?? "",
    tokens: Number(tokens),
    scores: rest.slice(0, RATER_IDS.length).map(numberOrNull),
    argmax: rest.slice(RATER_IDS.length, levels).map(numberOrNull),
    logits: rest
      .slice(levels)
      .map((list) => (list instanceof DuckDBListValue ? list.items.map(numberOrNull) : null)),
    text: Buffer.from(keptText(text), "utf8"),
    validation: false,
    group: typeof group === "string" ? keptText(group) : null,
  });
  const expected = high.toString(16).padStart(16, "0") + low.toString(16).padStart(16, "0");
  return compared(what, expected, digest.toString("hex", 0, 16));
}

const numberOrNull = (value: DuckDBValue): number | null => (typeof value === "number" ? value : null);
