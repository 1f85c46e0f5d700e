import { createHash, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { corpusPath } from "@/server/storage/home";
import { idOf, smallCorpus, type SmallCorpus, type SmallDocument } from "./small-corpus";

export interface StoredCorpus extends SmallCorpus {
  readonly versionId: string;
  readonly corpusId: string;
  readonly fingerprint: string;
  /** By ordinal. */
  readonly ids: readonly string[];
}

/** Puts the score table and the statistics of a small corpus where an import would, with its rows in the database. */
export async function storeCorpus(
  ctx: Context,
  name: string,
  documents: readonly SmallDocument[],
): Promise<StoredCorpus> {
  const corpus = smallCorpus(documents);
  const fingerprint = createHash("sha256")
    .update(`${name} ${JSON.stringify(documents)}`)
    .digest("hex");
  const ids = documents.map((_, ordinal) => idOf(ordinal));
  const folder = corpusPath(fingerprint, ctx.home);
  await mkdir(path.join(folder, "preview"), { recursive: true });
  const engine = await openDuckDb();
  try {
    for (const statement of corpus.createSql("made")) await engine.run(statement);
    const rows = `SELECT * EXCLUDE (noise, group_code), ${sqlTexts(ids)}[ordinal + 1] AS doc_id, 0::USMALLINT AS part FROM made ORDER BY ordinal`;
    await writeGroupFiles(engine, folder, documents);
    await engine.run(`COPY (${rows}) TO ${sqlText(path.join(folder, "scores.parquet"))} (FORMAT parquet)`);
  } finally {
    engine.close();
  }
  await writeFile(path.join(folder, "statistics.json"), JSON.stringify(corpus.statistics));
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const [corpusId, versionId] = [randomUUID(), randomUUID()];
  await ctx.db.corpus.create({ data: { id: corpusId, ...owned, name } });
  await ctx.db.corpusVersion.create({
    data: {
      ...{ id: versionId, ...owned, corpusId, number: 1, fingerprint, source: "made" },
      ...{ documents: BigInt(documents.length), tokens: BigInt(corpus.statistics.tokens) },
      ...{ rejected: 0n, missing: 0n, validationDocuments: 0n, validationTokens: 0n, bytes: 0n },
    },
  });
  return { ...corpus, versionId, corpusId, fingerprint, ids };
}

/** As an import writes them: not where no document belongs to a group. */
async function writeGroupFiles(
  engine: DuckDb,
  folder: string,
  documents: readonly SmallDocument[],
): Promise<void> {
  const names = [...new Set(documents.flatMap(({ group }) => group ?? []))].sort();
  if (names.length === 0) return;
  const file = (name: string): string => sqlText(path.join(folder, name));
  const grouped = "SELECT ordinal, group_code FROM made WHERE group_code IS NOT NULL ORDER BY ordinal";
  await engine.run(`COPY (${grouped}) TO ${file("groups.parquet")} (FORMAT parquet)`);
  const named = `SELECT i::UINTEGER AS group_code, ${sqlTexts(names)}[i + 1] AS name FROM range(${String(names.length)}) AS codes(i)`;
  await engine.run(`COPY (${named}) TO ${file("group-names.parquet")} (FORMAT parquet)`);
}
