import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
export const THEMES = ["light", "dark"] as const;

/** Waits until the page has loaded, expects axe to find nothing, and keeps a picture of it. */
export async function judgePage(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await expect(page.getByLabel("Loading")).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
  await page.screenshot({ path: `test-results/pages/${name}.png` });
}

/** Judges the page as it stands in both themes and sizes; leaves it wide and light. */
export async function judgeEverywhere(page: Page, name: string): Promise<void> {
  for (const colorScheme of [...THEMES].reverse()) {
    await page.emulateMedia({ colorScheme });
    for (const size of [...SIZES].reverse()) {
      await page.setViewportSize(size);
      await judgePage(page, `${name}-${colorScheme}-${String(size.width)}`);
    }
  }
}
