import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const theme of ["light", "dark"] as const) {
  for (const size of SIZES) {
    test(`every page is quiet and accessible, ${theme}, ${String(size.width)} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      await openMixer(page);
      const corpusId = page.url().split("/mixer/")[1]?.split(/[/?#]/)[0] ?? "";
      for (const path of [
        `/mixer/${corpusId}`,
        "/corpora",
        `/corpora/${corpusId}`,
        `/browse/${corpusId}`,
        "/selections",
        "/runs",
      ]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await expect(page.getByLabel("Loading")).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
        await page.screenshot({
          path: `test-results/pages/${path.split("/")[1] ?? ""}-${corpusId === path.split("/")[2] ? "one" : "all"}-${theme}-${String(size.width)}.png`,
        });
      }
    });
  }
}
