import { judgePage, otherTheme, picture, SIZES } from "./support/judge";
import { test } from "./support/test";
import { openMixer } from "./support/walk";

const LOOKS = [
  { colorScheme: "light", size: SIZES[0] },
  { colorScheme: "dark", size: SIZES[1] },
] as const;

for (const { colorScheme, size } of LOOKS) {
  test(`every page is quiet and accessible, ${colorScheme}, ${String(size.width)} wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await openMixer(page);
    const corpus = new URL(page.url()).pathname.replace("/mixer/", "");
    const pages = {
      mixer: `/mixer/${corpus}`,
      corpora: "/corpora",
      corpus: `/corpora/${corpus}`,
      browse: `/browse/${corpus}`,
      reader: `/browse/${corpus}?document=40`,
      selections: "/selections",
      runs: "/runs",
      compare: "/compare",
      reports: "/reports",
      review: "/review",
    };
    const other = otherTheme(colorScheme);
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await judgePage(page, `${name}-${colorScheme}-${String(size.width)}`);
      await page.emulateMedia({ colorScheme: other });
      await picture(page, `${name}-${other}-${String(size.width)}`);
      await page.emulateMedia({ colorScheme });
    }
  });
}
