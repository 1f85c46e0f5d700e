import { rm } from "node:fs/promises";
import path from "node:path";
import { openDuckDb } from "@/server/duckdb/engine";
import type { Context } from "@/server/services/context";
import { PARTS_FOLDER, readCorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { writeScoreParts } from "@/server/services/corpus/importing/write-score-parts";
import { writeFirstFigures } from "@/server/services/preview/first-figures";
import { moveIntoPlace, writeFileAtomic } from "@/server/storage/atomic-file";
import { corpusPath, scratchPath } from "@/server/storage/home";
import { syncTree } from "@/server/storage/sync-tree";

/** Fingerprints of the corpora that an older studio imported: they have no score parts for the browser. */
export async function corporaWithoutParts(ctx: Context): Promise<string[]> {
  const versions = await ctx.db.corpusVersion.findMany({
    select: { fingerprint: true },
    distinct: ["fingerprint"],
  });
  const found = await Promise.all(
    versions.map(async ({ fingerprint }) => {
      const info = await readCorpusInfo(fingerprint, ctx.home).catch(() => null);
      return info !== null && info.scoreParts.sample.length === 0 ? [fingerprint] : [];
    }),
  );
  return found.flat();
}

/** Makes from the score table of a corpus what an import writes for the mixer today; info.json comes last and says so. */
export async function completeCorpus(ctx: Context, fingerprint: string, signal: AbortSignal): Promise<void> {
  const folder = corpusPath(fingerprint, ctx.home);
  const draft = scratchPath(`parts-${fingerprint}`, ctx.home);
  const scores = path.join(folder, "scores.parquet");
  const statistics = await readCorpusStatistics(fingerprint, ctx.home);
  const info = await readCorpusInfo(fingerprint, ctx.home);
  const engine = await openDuckDb();
  try {
    await rm(draft, { recursive: true, force: true });
    const { sampleDocuments } = info;
    const made = { engine, scores, folder: draft, statistics, sampleDocuments, signal };
    const scoreParts = await writeScoreParts(made);
    await writeFirstFigures(engine, folder, scores, statistics, signal);
    await syncTree(draft);
    await rm(path.join(folder, PARTS_FOLDER), { recursive: true, force: true });
    await moveIntoPlace(draft, path.join(folder, PARTS_FOLDER));
    await writeFileAtomic(
      path.join(folder, "info.json"),
      JSON.stringify({ ...info, scoreParts, previewBytes: undefined }),
    );
    await rm(path.join(folder, "preview"), { recursive: true, force: true });
  } finally {
    engine.close();
    await rm(draft, { recursive: true, force: true });
  }
}
