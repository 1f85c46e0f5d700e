import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recipeSchema, type RecipeInput } from "@/core/recipe";
import { compareCommand } from "@/server/cli/compare-command";
import { saveAll } from "@/tests/support/random-comparisons";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const LONGEST: RecipeInput = {
  ...{ name: "longest", weights: { word_count: 1 }, normalisation: "zscore", budget: { tokens: 35 } },
};
const MORE: RecipeInput = { ...LONGEST, name: "more", budget: { tokens: 55 } };

let studio: TestStudio;
let longest: string;
let more: string;
beforeAll(async () => {
  studio = await testStudio();
  const documents = ["book", "wikipedia"].flatMap((domain, position) =>
    [0, 1, 2, 3].map((row) => ({
      ...{ domain, tokens: 10, argmax: {}, scores: { word_count: 2 * row + position } },
    })),
  );
  await storeCorpus(studio.ctx, "small", documents);
  longest = await recipeFile(LONGEST);
  more = await recipeFile(MORE);
});
afterAll(() => studio.end());

async function recipeFile(recipe: RecipeInput): Promise<string> {
  const file = path.join(studio.home, `${recipe.name}.json`);
  await writeFile(file, JSON.stringify(recipe));
  return file;
}

const compare = (...args: string[]) =>
  compareCommand.run(
    { ctx: studio.ctx, signal: new AbortController().signal, progress: () => undefined },
    args,
  );

describe("comparing from a terminal", () => {
  it("counts files of recipes and saved versions, and what they have in common", async () => {
    const [saved] = await saveAll(studio.ctx, [recipeSchema.parse(LONGEST)]);
    const id = saved?.id ?? expect.fail();
    const { json } = await compare(more, longest, id, "--corpus", "small");
    expect(json).toMatchObject({
      items: [
        { label: "more", documents: 5, tokens: 50, budgetTokens: 55 },
        { label: "longest", documents: 3, tokens: 30, budgetTokens: 35 },
        { key: `version:${id}`, label: `${id} v1`, documents: 3 },
      ],
      jaccard: [
        [1, 0.6, 0.6],
        [0.6, 1, 1],
        [0.6, 1, 1],
      ].map((row) => row.map((share) => ({ byDocuments: share, byTokens: share }))),
      regions: [
        { members: [0, 1, 2], documents: 3, tokens: 30 },
        { members: [0], documents: 2, tokens: 20 },
      ],
    });
  });

  it("prints sizes, overlaps and what domains gain over the first", async () => {
    const { lines } = await compare(longest, more, "--corpus", "small");
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
      " | item | documents | tokens | of the budget | threshold",
      "A | longest | 3 | 30 | 85.7 % | 0.6547",
      "B | more | 5 | 50 | 90.9 % | -0.2182",
      "",
      "Overlap (Jaccard): by documents above the diagonal, by tokens below it",
      " | A | B",
      "A | · | 0.6000",
      "B | 0.6000 | ·",
      "",
      "Share of the tokens by domain; differences in points",
      "domain | corpus | A | B − A",
      "book | 50.0 % | 33.3 % | +6.7",
      "wikipedia | 50.0 % | 66.7 % | −6.7",
    ]);
  });

  it("says what it was asked for wrongly", async () => {
    await expect(compare("nobody", "--corpus", "small")).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no saved version, selection or run "nobody".',
    });
    await expect(compare()).rejects.toMatchObject({ code: "invalid-input" });
    await expect(compare(longest)).rejects.toMatchObject({ message: "--corpus is missing." });
  });
});
