import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RecipeInput } from "@/core/recipe";
import { listRecipes } from "@/server/services/recipe/list";
import { saveRecipe } from "@/server/services/recipe/save";
import { testStudio, type TestStudio } from "../support/studio-home";

let studio: TestStudio;
beforeEach(async () => {
  studio = await testStudio();
});
afterEach(() => studio.end());

const recipe = (weight: number, name = "mine"): RecipeInput => ({
  name,
  weights: { fluency: weight },
  normalisation: "published",
  budget: { share: 0.1 },
});
const save = (body: RecipeInput, id: string = randomUUID(), note = "") =>
  saveRecipe({ ctx: studio.ctx, input: { id, recipe: body, note } });

describe("saving a recipe", () => {
  it("adds a version under its name and lists the newest first", async () => {
    const first = await save(recipe(0.5), randomUUID(), "a try");
    const second = await save(recipe(0.25));
    await save(recipe(1, "another"));
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(second.recipeId).toBe(first.recipeId);
    const recipes = await listRecipes({ ctx: studio.ctx });
    expect(
      recipes.map(({ name, versions }) => [name, versions.map(({ number, note }) => [number, note])]),
    ).toEqual([
      ["another", [[1, ""]]],
      [
        "mine",
        [
          [2, ""],
          [1, "a try"],
        ],
      ],
    ]);
    expect(recipes[1]?.versions[1]?.body.weights).toEqual({ fluency: 0.5 });
  });

  it("is one act when the same id comes again, also at once", async () => {
    const id = randomUUID();
    const saved = await Promise.all([1, 2, 3].map(() => save(recipe(0.5), id)));
    expect(new Set(saved.map((version) => version.id))).toEqual(new Set([id]));
    expect(await studio.ctx.db.recipeVersion.count()).toBe(1);
  });

  it("answers the latest version when it means the same, whatever its spelling", async () => {
    const first = await save(recipe(0.5));
    const same = await save({ ...recipe(0.5), weights: { fluency: 0.5, word_count: 0 }, missing: "exclude" });
    expect(same.id).toBe(first.id);
    await save(recipe(0.25));
    expect((await save(recipe(0.5))).number).toBe(3);
  });

  it("numbers versions that are saved at once one after the other", async () => {
    const saved = await Promise.all([0.1, 0.2, 0.3, 0.4].map((weight) => save(recipe(weight))));
    expect(saved.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
  });

  it("refuses an id that names another version, and leaves nothing behind", async () => {
    const { id } = await save(recipe(0.5));
    await expect(save(recipe(0.5, "other"), id)).rejects.toMatchObject({ code: "conflict" });
    expect((await listRecipes({ ctx: studio.ctx })).map(({ name }) => name)).toEqual(["mine"]);
  });

  it("writes nothing after a version the saver does not know of, under a new name too", async () => {
    const after = (known: number, weight: number) =>
      saveRecipe({ ctx: studio.ctx, input: { id: randomUUID(), recipe: recipe(weight), after: known } });
    expect((await after(0, 0.5)).number).toBe(1);
    expect((await after(1, 0.25)).number).toBe(2);
    await expect(after(1, 0.125)).rejects.toMatchObject({
      code: "conflict",
      message: 'Version 2 of "mine" was saved meanwhile; yours was not saved.',
    });
    await expect(after(0, 0.125)).rejects.toMatchObject({ code: "conflict" });
    expect((await listRecipes({ ctx: studio.ctx }))[0]?.versions.map(({ number }) => number)).toEqual([2, 1]);
    expect((await after(2, 0.125)).number).toBe(3);
  });

  it("takes a save that the saver did not hear of for the one it was, whatever came to be known", async () => {
    const input = { id: randomUUID(), recipe: recipe(0.5), after: 0 };
    const first = await saveRecipe({ ctx: studio.ctx, input });
    await save(recipe(0.25));
    expect(await saveRecipe({ ctx: studio.ctx, input })).toEqual(first);
  });

  it("lets one of two windows go on from a version, and tells the other", async () => {
    await save(recipe(0.5));
    const windows = [0.1, 0.2].map((weight) =>
      saveRecipe({ ctx: studio.ctx, input: { id: randomUUID(), recipe: recipe(weight), after: 1 } }),
    );
    const outcomes = await Promise.allSettled(windows);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await studio.ctx.db.recipeVersion.count()).toBe(2);
  });
});
