import { judgePage, SIZES, THEMES } from "./support/judge";
import { test } from "./support/test";
import { openMixer } from "./support/walk";

for (const colorScheme of THEMES) {
  for (const size of SIZES) {
    test(`every page is quiet and accessible, ${colorScheme}, ${String(size.width)} wide`, async ({
      page,
    }) => {
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
      };
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(path);
        await judgePage(page, `${name}-${colorScheme}-${String(size.width)}`);
      }
    });
  }
}
