import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemRef } from "@/core/comparison/item";
import { llamaShapeSchema } from "@/core/models";
import { recipeSchema } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { defaultTrainSettings, type TrainSettings } from "@/core/train-settings";
import { comparedOutcomes } from "@/server/services/comparison/outcomes";
import { saveRecipe } from "@/server/services/recipe/save";
import { runPath } from "@/server/storage/home";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RECIPE = recipeSchema.parse({
  ...{ name: "trained", weights: { word_count: 1 }, normalisation: "rank", budget: { share: 1 } },
});
const OWNED = { workspaceId: "local", createdBy: "local" };
const SHAPE = llamaShapeSchema.parse({
  ...{ hiddenSize: 32, layers: 1, heads: 2, kvHeads: 2, intermediateSize: 64, context: 64 },
});

let studio: TestStudio;
let corpus: StoredCorpus;
let selectionId: string;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await stored("validated");
  selectionId = await confirmedOn(corpus);
});
afterAll(() => studio.end());

const stored = (name: string): Promise<StoredCorpus> =>
  storeCorpus(studio.ctx, name, [{ domain: "c4", tokens: 9, scores: { word_count: 9 }, argmax: {} }]);

async function confirmedOn({ versionId, fingerprint }: StoredCorpus): Promise<string> {
  const hash = recipeHash(RECIPE);
  const { id } = await studio.ctx.db.selection.create({
    data: {
      ...{ id: randomUUID(), ...OWNED, selectionKey: selectionKey(fingerprint, hash), fingerprint },
      ...{ corpusVersionId: versionId, recipeHash: hash, body: RECIPE, documents: 1n, tokens: 9n },
    },
  });
  return id;
}

interface Told {
  readonly train: readonly (number | null)[];
  readonly validation: readonly (readonly [
    loss: number | null,
    byDomain: Readonly<Record<string, number | null>>,
  ])[];
}

/** A run whose trainer told so much: a training loss every 10 tokens, a validation every 20. */
async function run(
  changes: Partial<TrainSettings>,
  { train, validation }: Told,
  { state = "succeeded", of = selectionId } = {},
): Promise<ItemRef> {
  const { id } = await studio.ctx.db.run.create({
    data: {
      ...{ id: randomUUID(), ...OWNED, name: `seed ${String(changes.seed)}`, selectionId: of },
      ...{ backend: "local", model: "custom", state, totalSteps: 4 },
      config: { shape: SHAPE, train: { ...defaultTrainSettings("custom"), ...changes } },
    },
  });
  const figures = { lr: 1, grad_norm: 1, tokens_per_second: 1, mfu: null, seconds_left: null };
  const events = [
    ...train.map((loss, at) => ({ type: "metrics", step: at + 1, tokens: 10 * (at + 1), loss, ...figures })),
    ...validation.map(([loss, by_domain], at) => ({
      ...{ type: "validation", step: 2 * (at + 1), tokens: 20 * (at + 1), loss, by_domain },
    })),
  ];
  const lines = events.map((event, seq) =>
    JSON.stringify({ v: 1, seq, ts: "2026-11-27T00:00:00Z", run: id, attempt: 1, ...event }),
  );
  await mkdir(runPath(id, studio.home), { recursive: true });
  await writeFile(path.join(runPath(id, studio.home), "events.jsonl"), `${lines.join("\n")}\n`);
  return { kind: "run", id };
}

const outcomes = (...items: ItemRef[]) => comparedOutcomes({ ctx: studio.ctx, input: { items } });

describe("outcomes", () => {
  it("are the runs that differ in their seed only, with mean and sample deviation of those that succeeded", async () => {
    const first = await run(
      { seed: 2 },
      {
        train: [4, null, 3],
        validation: [
          [5, { c4: 5 }],
          [2, { c4: 1, book: 3 }],
        ],
      },
    );
    await run(
      { seed: 1, checkpointEverySteps: 7, processes: 2 },
      {
        train: [4, 5],
        validation: [
          [null, {}],
          [4, { c4: 4, book: null }],
        ],
      },
    );
    await run({ seed: 3 }, { train: [9], validation: [[9, { c4: 9 }]] }, { state: "failed" });
    const slower = await run({ seed: 1, learningRate: 0.5 }, { train: [], validation: [[7, { c4: 7 }]] });

    const [group, ...others] = await outcomes(first);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      item: first,
      model: "custom",
      settings:
        "custom · 131,072 tokens in batches of 1,024 · learning rate 0.002, cosine after 10 steps · weight decay 0.1",
      metricVersion: `loss 1 · 0 validation documents of ${corpus.fingerprint.slice(0, 12)} · context 64`,
      validation: { mean: 3, sd: Math.sqrt(2), runs: 2 },
      train: { mean: 4, sd: Math.sqrt(2), runs: 2 },
      validationByDomain: {
        c4: { mean: 2.5, sd: Math.sqrt(4.5), runs: 2 },
        book: { mean: 3, sd: null, runs: 1 },
      },
    });
    expect(group?.runs.map(({ seed, state }) => ({ seed, state }))).toEqual([
      { seed: 1, state: "succeeded" },
      { seed: 2, state: "succeeded" },
      { seed: 3, state: "failed" },
    ]);
    expect(group?.runs[1]).toEqual({
      ...{ runId: first.id, name: "seed 2", model: "custom", seed: 2, state: "succeeded", tokens: 131_072 },
      train: [
        { tokens: 10, loss: 4 },
        { tokens: 30, loss: 3 },
      ],
      validation: [
        { tokens: 20, loss: 5, byDomain: { c4: 5 } },
        { tokens: 40, loss: 2, byDomain: { c4: 1, book: 3 } },
      ],
    });

    const [own] = await outcomes(slower);
    expect(own?.runs.map(({ runId }) => runId)).toEqual([slower.id]);
    expect(own?.validation).toEqual({ mean: 7, sd: null, runs: 1 });
    expect(own?.settingsKey).not.toBe(group?.settingsKey);

    const ofSelection = await outcomes({ kind: "selection", id: selectionId });
    expect(ofSelection.map(({ settingsKey }) => settingsKey)).toEqual([group?.settingsKey, own?.settingsKey]);
    expect(ofSelection.map(({ runs }) => runs.length)).toEqual([3, 1]);
  });

  it("of a saved version are those of every selection by its recipe, never mixing what was validated on", async () => {
    const other = await stored("another");
    const of = await confirmedOn(other);
    const elsewhere = await run({ seed: 1 }, { train: [1], validation: [[1, { c4: 1 }]] }, { of });
    const { id } = await saveRecipe({ ctx: studio.ctx, input: { id: randomUUID(), recipe: RECIPE } });
    const groups = await outcomes({ kind: "version", id });
    const [there] = await outcomes(elsewhere);
    expect(groups.map(({ settingsKey }) => settingsKey)).toContain(there?.settingsKey);
    expect(new Set(groups.map(({ metricVersion }) => metricVersion)).size).toBe(2);
    expect(there?.runs.map(({ runId }) => runId)).toEqual([elsewhere.id]);
  });

  it("of what has no run, or does not exist, are none", async () => {
    const recipe = { ...RECIPE, name: "never trained", budget: { tokens: 3 } };
    const { id } = await saveRecipe({ ctx: studio.ctx, input: { id: randomUUID(), recipe } });
    expect(await outcomes({ kind: "version", id }, { kind: "run", id: randomUUID() })).toEqual([]);
  });
});
