import { expect, type Page } from "@playwright/test";
import superjson, { type SuperJSONResult } from "superjson";
import { prepareMixture } from "@/components/mixer/mixture.prepare";
import { prepareSelected } from "@/components/mixer/selected.prepare";
import type { PreviewFigures } from "@/core/preview/preview";
import { decodeRecipe, RECIPE_PARAMETER } from "@/core/recipe-url";
import { N, theMillion } from "./support/million";
import { test } from "./support/test";

const selected = (page: Page) => page.getByRole("region", { name: "Selected" });

const isExact = (page: Page) =>
  expect(selected(page).getByText(`counted over all ${N} documents`)).toBeVisible();

/** Asks the studio past the page. */
async function ask<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const query = encodeURIComponent(superjson.stringify(input));
  const answer = await page.request.get(`/api/trpc/${procedure}?input=${query}`);
  const { result } = (await answer.json()) as { result: { data: SuperJSONResult } };
  return superjson.deserialize(result.data);
}

/** Documents, tokens, threshold and the share of each domain as the page would write what the server counts for its address. */
async function counted(page: Page): Promise<string> {
  const address = new URL(page.url());
  const corpusId = address.pathname.replace("/mixer/", "");
  const { versionId } = await ask<{ versionId: string }>(page, "corpus.get", { corpusId });
  const recipe = decodeRecipe(address.searchParams.get(RECIPE_PARAMETER) ?? "");
  const figures = await ask<PreviewFigures>(page, "preview.figures", { versionId, recipe });
  const { documents, tokens, threshold } = prepareSelected(figures);
  const corpus = figures.domains.map(({ domain, before }) => ({ domain, ...before }));
  const shares = prepareMixture(corpus, figures.domains).rows.map(({ after }) => after?.toFixed(1));
  return [documents, tokens, threshold, ...shares].join(" ");
}

/** The same as the page shows it. */
async function shown(page: Page): Promise<string> {
  const figures = selected(page).locator("dl dt + dd");
  const shares = page.getByRole("region", { name: "Mixture" }).locator("tbody td:nth-of-type(3)");
  return [...(await figures.allInnerTexts()), ...(await shares.allInnerTexts())].join(" ");
}

async function drag(page: Page, rater: string, by: number): Promise<void> {
  const box = await page.getByRole("slider", { name: `Weight of ${rater}` }).boundingBox();
  if (box === null) throw new Error(`there is no slider of ${rater}`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 12 });
  await expect(selected(page).getByText(`of ${N} documents · shares ±`)).toBeVisible();
  await page.mouse.up();
}

test("a weight dragged over a million documents gives the server's own count, and undo and the link bring it back", async ({
  page,
  studio,
}) => {
  const corpus = await theMillion(studio.home);
  await page.goto(corpus.path.replace("/browse/", "/mixer/"));
  await isExact(page);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  const before = await shown(page);

  await drag(page, "Educational value", 60);
  await isExact(page);
  const released = await shown(page);
  expect(released).not.toBe(before);
  expect(released).toBe(await counted(page));
  const link = page.url();

  await page.getByRole("button", { name: /^Undo/ }).click();
  await isExact(page);
  await expect.poll(() => shown(page)).toBe(before);
  expect(before).toBe(await counted(page));

  await page.goto(link);
  await isExact(page);
  expect(await shown(page)).toBe(released);
});
