import { parseRecipe } from "@/core/recipe";
import { recipeQuery } from "@/core/recipe-url";
import { judgeEverywhere } from "./support/judge";
import { N, theMillion } from "./support/million";
import { expect, test } from "./support/test";

/** Under min–max a few extreme documents squeeze the values of DSIR together: the other rater decides nearly alone. */
const SQUEEZED = parseRecipe({
  name: "Raw DSIR",
  weights: { dsir_books: 0.5, fineweb_edu: 0.3, unigram_entropy: 0.1 },
  normalisation: "published",
  missing: "zero",
  budget: { share: 0.1 },
});

test("a researcher questions the raters of a recipe over a million documents", async ({ page, studio }) => {
  const corpus = await theMillion(studio.home);
  await page.goto(`${corpus.path.replace("/browse/", "/mixer/")}${recipeQuery(SQUEEZED)}`);
  await page.getByRole("radio", { name: "Raters questioned" }).click();
  const panel = page.getByRole("region", { name: "Raters questioned" });

  await expect(panel.getByText(`share of the score's variance over ${N} documents`)).toBeVisible();
  const dominance = panel.getByRole("table", { name: "Share of the score's variance by rater" });
  const shares = (await dominance.getByRole("cell").allInnerTexts()).map((text) =>
    Number(text.replace("−", "-").replace(" %", "")),
  );
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  const warning = panel.getByRole("note");
  await expect(warning).toContainText("FineWeb-Edu carries");
  await expect(warning).toContainText("more than all others together");

  const stability = panel.getByRole("region", { name: "Stability" });
  await stability.getByRole("button", { name: "Work out" }).click();
  await expect(stability.getByText(/^[1-9]\d* of 32 draws$/)).toBeVisible();
  await stability.getByRole("button", { name: "Cancel Stability" }).click();
  await expect(stability.getByRole("button", { name: "Work out" })).toBeVisible();

  const leverage = panel.getByRole("region", { name: "Leverage" });
  await leverage.getByRole("button", { name: "Work out" }).click();
  const lost = panel.getByRole("table", { name: "Share of the selected tokens lost without each rater" });
  await expect(lost.getByRole("row")).toHaveCount(3);
  await stability.getByRole("button", { name: "Work out" }).click();
  await expect(stability.getByText(/in the worst of 32 draws/)).toBeVisible();
  await judgeEverywhere(page, "raters-questioned");

  await warning.getByRole("button", { name: "Take z-score" }).click();
  await expect(leverage.getByText("of an earlier recipe")).toBeVisible();
  await expect(warning).toContainText("DSIR books carries");
  await expect(warning).toContainText("Lower its weight");
  await page.getByRole("radio", { name: "Selection" }).click();
  await page.getByRole("radio", { name: "Raters questioned" }).click();
  await leverage.getByRole("button", { name: "Work out again" }).click();
  await expect(leverage.getByText("of an earlier recipe")).toBeHidden();
});
