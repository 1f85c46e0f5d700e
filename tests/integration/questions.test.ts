import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { QuestionProgress } from "@/core/questions/questioned";
import { parseRecipe } from "@/core/recipe";
import type { WorkEvent } from "@/server/services/follow-work";
import { questionLeverage } from "@/server/services/question/leverage";
import { questionRelations } from "@/server/services/question/relations";
import { questionStability } from "@/server/services/question/stability";
import { randomNumbers } from "@/tests/support/random-numbers";
import type { SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const random = randomNumbers(11);
const DOCUMENTS: SmallDocument[] = Array.from({ length: 500 }, () => ({
  domain: "c4",
  tokens: 1 + Math.floor(100 * random()),
  scores: { word_count: random(), dsir_books: -1e6 * random() ** 8, fineweb_edu: 5 * random() },
  argmax: {},
}));

const RECIPE = parseRecipe({
  name: "three",
  weights: { word_count: 0.2, dsir_books: 0.2, fineweb_edu: 0.2 },
  normalisation: "zscore",
  budget: { share: 0.2 },
});

let studio: TestStudio;
let corpus: StoredCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await storeCorpus(studio.ctx, "questioned", DOCUMENTS);
});
afterAll(() => studio.end());

const asked = (weight: number, signal?: AbortSignal) => ({
  ctx: studio.ctx,
  input: {
    versionId: corpus.versionId,
    recipe: { ...RECIPE, weights: { ...RECIPE.weights, word_count: weight } },
  },
  signal,
});

async function all<T>(events: AsyncIterable<WorkEvent<T, QuestionProgress>>) {
  const seen: WorkEvent<T, QuestionProgress>[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

async function answer<T>(events: AsyncIterable<WorkEvent<T, QuestionProgress>>): Promise<T> {
  const last = (await all(events)).at(-1);
  if (last?.kind !== "ready") throw new Error("no answer");
  return last.result;
}

describe("questions about the raters of a recipe", () => {
  it("are answered over the files of the corpus", async () => {
    const { raters, documents, dominance } = await answer(questionRelations(asked(0.2)));
    expect(raters).toEqual(["word_count", "fineweb_edu", "dsir_books"]);
    expect(documents).toBe(500);
    expect((dominance ?? []).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const { lost } = await answer(questionLeverage(asked(0.2)));
    expect(lost.every((share) => share !== null && share > 0 && share < 1)).toBe(true);
    expect((await answer(questionStability(asked(0.2)))).draws).toHaveLength(32);
  });

  it("tell how far they are, and are kept: asked again, the answer comes at once", async () => {
    const seen = await all(questionStability(asked(0.31)));
    expect(seen[0]).toMatchObject({ kind: "working", total: 32 });
    const again = await all(questionStability(asked(0.31)));
    expect(again).toEqual([seen.at(-1)]);
  });

  it("are kept by what a recipe means, not by what it is called", async () => {
    const first = await answer(questionLeverage(asked(0.32)));
    const { input, ...rest } = asked(0.32);
    const renamed = { ...input, recipe: { ...input.recipe, name: "another", note: "n" } };
    expect(await all(questionLeverage({ ...rest, input: renamed }))).toEqual([
      { kind: "ready", result: first },
    ]);
  });

  it("end when nobody listens any more, and begin anew for the next who asks", async () => {
    const leaving = new AbortController();
    const events = questionStability(asked(0.33, leaving.signal));
    expect((await events.next()).value).toMatchObject({ kind: "working", total: 32 });
    leaving.abort();
    await expect(events.next()).rejects.toMatchObject({ code: "cancelled" });
    expect((await all(questionStability(asked(0.33))))[0]).toMatchObject({ kind: "working" });
  });

  it("go on for the other when one of two who ask the same leaves", async () => {
    const leaving = new AbortController();
    const left = questionStability(asked(0.34, leaving.signal));
    await left.next();
    const stays = answer(questionStability(asked(0.34)));
    leaving.abort();
    await expect(left.next()).rejects.toMatchObject({ code: "cancelled" });
    expect((await stays).draws).toHaveLength(32);
  });

  it("refuse a recipe for raters that the corpus lacks", async () => {
    const { input, ...rest } = asked(0.2);
    const strange = { ...input, recipe: { ...input.recipe, weights: { reasoning: 1 } } };
    await expect(answer(questionRelations({ ...rest, input: strange }))).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});
