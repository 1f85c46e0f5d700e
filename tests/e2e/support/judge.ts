import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

export const otherTheme = (theme: Theme): Theme => (theme === "light" ? "dark" : "light");

/** Expects axe to find nothing. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
}

/** Waits until the page has loaded and keeps a picture of it as it stands. */
export async function picture(page: Page, name: string): Promise<void> {
  // An open dialog hides the page and its heading from everyone but the eye.
  const dialog = page.getByRole("dialog");
  await expect(page.getByRole("heading", { level: 1 }).or(dialog).first()).toBeAttached();
  await expect(page.getByLabel("Loading")).toHaveCount(0);
  await page.screenshot({ path: `test-results/pages/${name}.png`, animations: "disabled" });
}

/** Keeps a picture of the page and expects axe to find nothing. */
export async function judgePage(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await expectAccessible(page, name);
}

/**
 * Keeps a picture of the page as it stands in both themes and sizes, and expects axe to find nothing in either theme and
 * either size: wide and light, narrow and dark. Leaves it wide and light.
 */
export async function judgeEverywhere(page: Page, name: string): Promise<void> {
  for (const colorScheme of [...THEMES].reverse()) {
    await page.emulateMedia({ colorScheme });
    for (const size of [...SIZES].reverse()) {
      await page.setViewportSize(size);
      const look = `${name}-${colorScheme}-${String(size.width)}`;
      await picture(page, look);
      if ((colorScheme === "light") === (size === SIZES[0])) await expectAccessible(page, look);
    }
  }
}
