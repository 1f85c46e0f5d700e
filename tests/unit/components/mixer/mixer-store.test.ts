import { describe, expect, it } from "vitest";
import { createMixerStore } from "@/components/mixer/mixer-store";
import type { Recipe } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";

const RECIPE: Recipe = {
  name: "draft",
  weights: { fluency: 0.04, reasoning: 0.03 },
  normalisation: "rank",
  budget: { share: 0.1 },
  directions: {},
  missing: "exclude",
  domains: { rule: "global" },
};

const fluencyOf = (recipe: Recipe) => recipe.weights.fluency;

describe("the mixer's store", () => {
  it("makes one step of the history out of a whole drag", () => {
    const store = createMixerStore(RECIPE, null);
    for (const weight of [0.05, 0.06, 0.07]) store.getState().weightMoved("fluency", weight);
    expect(store.getState().past).toEqual([]);
    store.getState().released();
    expect(store.getState().past).toEqual([RECIPE]);
    store.getState().undone();
    expect(store.getState().recipe).toBe(RECIPE);
    store.getState().redone();
    expect(fluencyOf(store.getState().recipe)).toBe(0.07);
  });

  it("leaves the other weights alone when one moves", () => {
    const store = createMixerStore(RECIPE, null);
    store.getState().weightMoved("fluency", 0.9);
    expect(store.getState().recipe.weights).toEqual({ fluency: 0.9, reasoning: 0.03 });
  });

  it("remembers the recipe a drag began with until it is released", () => {
    const store = createMixerStore(RECIPE, null);
    expect(store.getState().grabbed).toBeNull();
    store.getState().weightMoved("fluency", 0.05);
    store.getState().weightMoved("fluency", 0.06);
    expect(store.getState().grabbed).toBe(RECIPE);
    store.getState().released();
    expect(store.getState().grabbed).toBeNull();
  });

  it("takes a movement to the same weight for none", () => {
    const store = createMixerStore(RECIPE, null);
    const before = store.getState();
    store.getState().weightMoved("fluency", 0.04);
    store.getState().released();
    expect(store.getState()).toBe(before);
  });

  it("forgets what could be redone when something else is done", () => {
    const store = createMixerStore(RECIPE, null);
    store.getState().edited(setWeight(RECIPE, "fluency", 0.1));
    store.getState().undone();
    expect(store.getState().future).toHaveLength(1);
    store.getState().edited(setWeight(RECIPE, "reasoning", 0.2));
    expect(store.getState().future).toEqual([]);
    store.getState().redone();
    expect(store.getState().recipe.weights.reasoning).toBe(0.2);
  });

  it("undoes nothing at its beginning", () => {
    const store = createMixerStore(RECIPE, null);
    store.getState().undone();
    store.getState().redone();
    expect(store.getState().recipe).toBe(RECIPE);
  });

  it("keeps the last 200 steps", () => {
    const store = createMixerStore(RECIPE, null);
    for (let step = 1; step <= 250; step++)
      store.getState().edited(setWeight(RECIPE, "fluency", step / 1000));
    expect(store.getState().past).toHaveLength(200);
    expect(fluencyOf(store.getState().past[0] ?? RECIPE)).toBe(0.05);
  });

  it("brings the draft back when an opened version is undone", () => {
    const store = createMixerStore(RECIPE, null);
    const version = { versionId: "v", name: "other", number: 3, recipeHash: "h", newest: 3 };
    const other = { ...RECIPE, name: "other" };
    store.getState().opened(other, version);
    expect(store.getState()).toMatchObject({ recipe: other, saved: version });
    store.getState().undone();
    expect(store.getState().recipe).toBe(RECIPE);
  });

  it("locks and unlocks a rater outside the history", () => {
    const store = createMixerStore(RECIPE, null);
    store.getState().lockToggled("fluency");
    expect([...store.getState().locked]).toEqual(["fluency"]);
    store.getState().lockToggled("fluency");
    expect([...store.getState().locked]).toEqual([]);
    expect(store.getState().past).toEqual([]);
  });

  it("makes one step of a drag of anything, not of weights only", () => {
    const store = createMixerStore(RECIPE, null);
    for (const max of [0.9, 0.8, 0.7]) {
      const bounds = { book: { max } };
      store.getState().moved({ ...store.getState().recipe, domains: { rule: "bounds", bounds } });
    }
    expect(store.getState().past).toHaveLength(0);
    store.getState().released();
    expect(store.getState().past).toEqual([RECIPE]);
    store.getState().undone();
    expect(store.getState().recipe).toBe(RECIPE);
  });
});
