import { randomUUID } from "node:crypto";
import path from "node:path";
import { database } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import { listCorpora } from "@/server/services/corpus/list";
import { synthesiseCorpus } from "@/server/services/corpus/synthesise";
import type { Context } from "@/server/services/context";
import { databasePath, studioHome } from "@/server/storage/home";

export interface BenchCorpus {
  readonly ctx: Context;
  readonly versionId: string;
  readonly fingerprint: string;
}

/** A synthetic corpus in a studio of its own below the studio's folder, `bench`; made once and used again. */
export async function benchCorpus(documents: number): Promise<BenchCorpus> {
  const home = path.join(studioHome(), "bench");
  // DuckDB's temporary files go there too.
  process.env["STUDIO_HOME"] = home;
  const url = `file:${databasePath(home)}`;
  await migrate(url);
  const ctx: Context = { db: database(url), workspaceId: "local", actor: "local", role: "admin", home };
  const name = `synthetic-${String(documents)}`;
  const [found] = (await listCorpora({ ctx })).filter((corpus) => corpus.name === name);
  if (found !== undefined) return { ctx, versionId: found.versionId, fingerprint: found.fingerprint };
  console.log(
    `Making ${documents.toLocaleString("en")} synthetic documents in ${home} (kept for the next time) …`,
  );
  const { versionId, fingerprint } = await synthesiseCorpus({
    ctx,
    input: { id: randomUUID(), name, documents },
    signal: new AbortController().signal,
    report: () => undefined,
  });
  return { ctx, versionId, fingerprint };
}
