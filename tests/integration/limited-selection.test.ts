import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { parseRecipe } from "@/core/recipe";
import { openDuckDb } from "@/server/duckdb/engine";
import { runJobHere } from "@/server/services/job/run-here";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { getSelection } from "@/server/services/selection/get";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { selectionPath } from "@/server/storage/home";
import { oracle } from "@/tests/support/oracle";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const limited = parseRecipe({
  name: "limited",
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { tokens: 60 },
  filters: { raters: { word_count: { min: 1, max: 8 } } },
  domains: { rule: "bounds", bounds: { book: { max: 0.4 } } },
  temperature: 0.5,
  seed: 3,
});

let studio: TestStudio;
let corpus: StoredCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await storeCorpus(
    studio.ctx,
    "ten",
    [9, 8, 7, 6, 4, 4, 2, 2, 1, 0].map((score, index) => ({
      domain: index % 2 === 0 ? "book" : "c4",
      tokens: 10,
      scores: { word_count: score },
      argmax: {},
    })),
  );
});
afterAll(() => studio.end());

async function rowsOf(key: string): Promise<SqlRow[]> {
  const engine = await openDuckDb();
  try {
    const file = path.join(selectionPath(key, studio.home), "selection.parquet");
    return await engine.query(`SELECT ordinal, score, rank_key FROM read_parquet('${file}')`);
  } finally {
    engine.close();
  }
}

it("a selection with filters, bounds and noise is written as it was counted, in the order of the noisy ranking", async () => {
  const { ctx } = studio;
  const input = { versionId: corpus.versionId, recipe: limited };
  const counted = await countSelection({ ctx, input });
  const { ordinals, scores, documents, threshold } = oracle(corpus, limited);
  expect(counted).toMatchObject({ documents, threshold, tokens: 10 * documents });
  expect(counted.domains.map(({ after, bound }) => [after.tokens, bound])).toEqual([
    [20, "max"],
    [40, undefined],
  ]);

  const expected = { documents, tokens: 10 * documents };
  const selection = await confirmSelection({ ctx, input: { id: randomUUID(), ...input, expected } });
  await runJobHere({
    ...{ ctx, jobId: selection.jobId ?? "", run: materialiseSelection },
    shutdown: new AbortController().signal,
    onProgress: () => undefined,
  });
  const ranked = ordinals.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
  const rows = await rowsOf(selection.selectionKey);
  expect(rows.map(({ ordinal, rank_key: key }) => [ordinal, key])).toEqual(
    ranked.map((ordinal) => [ordinal, scores.get(ordinal)]),
  );
  const plain = oracle(corpus, { ...limited, temperature: undefined });
  expect(rows.map(({ score }) => score)).toEqual(ranked.map((ordinal) => plain.scores.get(ordinal)));

  const { manifest } = await getSelection({ ctx, input: { id: selection.id } });
  expect(manifest).toMatchObject({ recipe: limited, documents, threshold });
  expect(manifest?.domains).toEqual(counted.domains);
});
