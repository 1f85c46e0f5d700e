import { expect, it } from "vitest";
import { currentRecipe } from "@/components/reader/current-recipe";
import { firstRecipe } from "@/core/presets";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { evenCorpus, recipeOf } from "@/tests/unit/components/mixer/corpus-fixture";

const statistics = evenCorpus({ dsir_books: null });
const linked = recipeOf({ name: "linked", weights: { word_count: 1 } });
const seen = recipeOf({ name: "seen", weights: { dsir_math: 1 } });
const strange = recipeOf({ name: "strange", weights: { dsir_books: 1 } });

it("is the link's recipe, else the one seen in the mixer, else the published one", () => {
  expect(currentRecipe(linked, seen, statistics)).toEqual({ recipe: linked, from: "link" });
  expect(currentRecipe(null, seen, statistics)).toEqual({ recipe: seen, from: "mixer" });
  expect(currentRecipe(null, null, statistics)).toEqual({
    recipe: firstRecipe(statistics),
    from: "published",
  });
});

it("passes over a recipe that weighs a rater the corpus lacks", () => {
  expect(currentRecipe(strange, seen, statistics)?.from).toBe("mixer");
  expect(currentRecipe(strange, strange, statistics)?.from).toBe("published");
});

it("is nothing for a corpus without raters", () => {
  const off = Object.fromEntries(RATER_IDS.map((id) => [id, null])) as Record<RaterId, null>;
  expect(currentRecipe(null, null, evenCorpus(off))).toBeNull();
});
