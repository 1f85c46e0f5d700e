import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { parseRecipe } from "@/core/recipe";
import { openDuckDb } from "@/server/duckdb/engine";
import { previewFigures } from "@/server/services/preview/figures";
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

async function rowsOf(key: string, columns = "ordinal, score, rank_key"): Promise<SqlRow[]> {
  const engine = await openDuckDb();
  try {
    const file = path.join(selectionPath(key, studio.home), "selection.parquet");
    return await engine.query(`SELECT ${columns} FROM read_parquet('${file}')`);
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

it("a selection with a cap holds no more of a group than that, in its files, its manifest and its preview", async () => {
  const { ctx } = studio;
  const grouped = await storeCorpus(
    ctx,
    "grouped",
    [9, 8, 7, 6, 4, 4, 2, 2, 1, 0].map((score, index) => ({
      domain: index % 2 === 0 ? "book" : "c4",
      tokens: 10,
      group: index < 6 ? "a.org" : index < 8 ? "b.org" : null,
      scores: { word_count: score },
      argmax: {},
    })),
  );
  const capped = parseRecipe({
    name: "capped",
    weights: { word_count: 1 },
    normalisation: "rank",
    budget: { tokens: 60 },
    cap: { documents: 2 },
  });
  const input = { versionId: grouped.versionId, recipe: capped };
  const expected = { documents: 6, tokens: 60 };
  expect(await countSelection({ ctx, input })).toMatchObject(expected);
  const preview = await previewFigures({ ctx, input });
  expect(preview).toMatchObject({ documents: { value: 6, error: null }, tokens: { value: 60, error: null } });
  expect(preview.justIn.map(({ ordinal }) => ordinal)).toEqual([9, 8, 7, 6, 1, 0]);
  expect(preview.justOut).toEqual([]);

  const selection = await confirmSelection({ ctx, input: { id: randomUUID(), ...input, expected } });
  await runJobHere({
    ...{ ctx, jobId: selection.jobId ?? "", run: materialiseSelection },
    shutdown: new AbortController().signal,
    onProgress: () => undefined,
  });
  const rows = await rowsOf(selection.selectionKey, "ordinal");
  expect(rows.map(({ ordinal }) => ordinal)).toEqual([0, 1, 6, 7, 8, 9]);
  const { manifest } = await getSelection({ ctx, input: { id: selection.id } });
  expect(manifest).toMatchObject({ ...expected, recipe: capped });
});
