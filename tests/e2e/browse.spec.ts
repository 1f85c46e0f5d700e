import {
  ask,
  brush,
  condition,
  count,
  countWhere,
  DOCUMENTS,
  grid,
  idAt,
  idsBy,
  line,
  N,
  open,
  parameter,
  ROW_PX,
  scrolledPx,
  settled,
  theMillion,
  type Million,
} from "./support/million";
import { expect, test } from "./support/test";

let corpus: Million;

test.beforeAll(async ({ studio }) => {
  test.setTimeout(600_000);
  corpus = await theMillion(studio.home);
});

test("a million documents scroll by one bar, by the pixel and to the very last", async ({ page }) => {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ entryTypes: ["longtask"] });
  });
  await open(page, corpus, "?columns=model");
  await expect(count(page)).toHaveText(`${N} of ${N} documents`);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(DOCUMENTS + 1));
  await page.evaluate(() => ((window as unknown as { longTasks: number[] }).longTasks.length = 0));

  await grid(page).evaluate((element) => {
    element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
  });
  await expect.poll(() => scrolledPx(page)).toBeGreaterThan(DOCUMENTS * ROW_PX * 0.49);
  const before = await scrolledPx(page);
  const box = await grid(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 400);
  for (let turn = 1; turn <= 12; turn += 1) {
    await page.mouse.wheel(0, 250);
    await expect.poll(() => scrolledPx(page)).toBe(before + 250 * turn);
  }
  await page.mouse.wheel(0, -3_000);
  await expect.poll(() => scrolledPx(page)).toBe(before);

  const [last = ""] = await idsBy(corpus, "ordinal DESC", 1);
  await grid(page).evaluate(async (element) => {
    const end = element.scrollHeight - element.clientHeight;
    for (let step = 1; step <= 60; step += 1) {
      element.scrollTop = (end * step) / 60;
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(line(page, DOCUMENTS - 1)).toBeInViewport();
  expect(await idAt(page, DOCUMENTS - 1)).toBe(last);
  const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  const description = `tasks over 50 ms while scrolling: ${tasks.length === 0 ? "none" : `${tasks.join(", ")} ms`}`;
  test.info().annotations.push({ type: "long tasks", description });
  console.log(description);

  await grid(page).focus();
  await page.keyboard.press("Home");
  await expect(line(page, 0)).toBeInViewport();
  await page.keyboard.press("End");
  await expect(line(page, DOCUMENTS - 1)).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await expect(grid(page)).toHaveAttribute("aria-activedescendant", `document-${String(DOCUMENTS - 2)}`);
});

test("rows that are scrolled past are not asked for", async ({ page }) => {
  await open(page, corpus);
  const asked: number[] = [];
  page.on("request", (request) => {
    if (!request.url().includes("document.page")) return;
    asked.push(
      ...[...decodeURIComponent(request.url()).matchAll(/"offset":(\d+)/g)].map((hit) => Number(hit[1])),
    );
  });
  await grid(page).evaluate(async (element) => {
    const end = element.scrollHeight - element.clientHeight;
    for (let step = 0; step <= 120; step += 1) {
      element.scrollTop = (end * step) / 120;
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(line(page, DOCUMENTS - 1).getByRole("checkbox")).toBeAttached();
  expect(asked).toContain(DOCUMENTS - 100);
  expect(asked.length).toBeLessThan(60);
});

test("a brushed distribution filters, by pointer, by keys and by numbers", async ({ page }) => {
  await open(page, corpus, "?columns=model");
  await brush(page, "Educational value", 0.5, 1.05);
  await expect(condition(page, /^Educational value at least/)).toBeVisible();
  const min = Number((parameter(page, "educational_value") ?? "").replace("~", ""));
  await expect(count(page)).toHaveText(
    await countWhere(corpus, `educational_value::DOUBLE >= ${String(min)}`),
  );

  const handle = page.getByRole("button", { name: /^Filter by Educational value/ });
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => parameter(page, "educational_value")).not.toBe(`${String(min)}~`);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => parameter(page, "educational_value")).toMatch(/^[\d.]+~[\d.]+$/);
  const [low = "", high = ""] = (parameter(page, "educational_value") ?? "").split("~");
  expect(Number(low)).toBeGreaterThan(min);
  const between = `educational_value::DOUBLE BETWEEN ${low} AND ${high}`;
  await expect(count(page)).toHaveText(await countWhere(corpus, between));
  await expect(handle).toHaveAccessibleName(/^Filter by Educational value: [\d.]+ to [\d.]+$/);

  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Educational value, at least" }).fill("0.25");
  await page.getByRole("textbox", { name: "Educational value, at most" }).fill("0.75");
  await page.keyboard.press("Enter");
  await expect(condition(page, "Educational value 0.250 to 0.750")).toBeVisible();
  await expect(count(page)).toHaveText(
    await countWhere(corpus, "educational_value::DOUBLE BETWEEN 0.25 AND 0.75"),
  );
  await page.keyboard.press("Escape");

  await brush(page, "Tokens", 0.5, 0.8);
  await expect(condition(page, /^Tokens/)).toBeVisible();
  const [short = "", long = ""] = (parameter(page, "tokens") ?? "").split("~");
  await expect(count(page)).toHaveText(
    await countWhere(
      corpus,
      `educational_value::DOUBLE BETWEEN 0.25 AND 0.75 AND tokens BETWEEN ${short} AND ${long}`,
    ),
  );
  const box = await page.getByRole("button", { name: /^Filter by Tokens/ }).boundingBox();
  await page.mouse.click((box?.x ?? 0) + 3, (box?.y ?? 0) + 8);
  await expect(condition(page, /^Tokens/)).toHaveCount(0);
  expect(parameter(page, "tokens")).toBeNull();
});

test("documents are sorted by a rater and by the combined score, missing values last", async ({ page }) => {
  await open(page, corpus, "?columns=model");
  await page.getByRole("button", { name: "Fluency", exact: true }).click();
  await settled(page);
  await expect(page.getByRole("columnheader", { name: "Fluency" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const expected = await idsBy(corpus, "fluency DESC NULLS LAST, ordinal", 5);
  for (const [position, id] of expected.entries()) {
    await expect.poll(() => idAt(page, position)).toBe(id);
  }
  await grid(page).focus();
  await page.keyboard.press("End");
  const [last = ""] = await idsBy(corpus, "fluency ASC NULLS FIRST, ordinal DESC", 1);
  await expect(line(page, DOCUMENTS - 1)).toBeInViewport();
  await expect.poll(() => idAt(page, DOCUMENTS - 1)).toBe(last);

  await page.getByLabel("Sort by", { exact: true }).selectOption("score");
  await settled(page);
  await expect(page.getByRole("link", { name: "published weights" })).toHaveAttribute(
    "href",
    /^\/mixer\/.*\?r=/,
  );
  const scores = await page.locator("[data-position] [role=gridcell]:nth-child(5)").allInnerTexts();
  const values = scores.slice(0, 20).map(Number);
  expect(values.every((value, at) => at === 0 || value <= (values[at - 1] ?? 0))).toBe(true);
  expect(Math.min(...values)).toBeGreaterThan(0);
});

test("domains are chosen with their counts in sight, and the choice is undone", async ({ page }) => {
  await open(page, corpus, "?fluency=0.5~");
  await page.keyboard.press("f");
  const list = page.getByRole("dialog", { name: "Domains" });
  const all = (await countWhere(corpus, "domain = 0")).split(" ")[0] ?? "";
  const passing = await countWhere(corpus, "domain = 0 AND fluency::DOUBLE >= 0.5");
  const first = list.getByRole("listitem").first();
  await expect(first).toContainText(`${passing.split(" ")[0] ?? ""} of ${all}`);
  await first.getByRole("button", { name: /^Only/ }).click();
  await expect(count(page)).toHaveText(passing);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(condition(page, /^Domain/)).toHaveCount(0);
  await expect(count(page)).toHaveText(await countWhere(corpus, "fluency::DOUBLE >= 0.5"));
  await page.getByRole("button", { name: "Remove: Fluency at least 0.500" }).click();
  await expect(count(page)).toHaveText(`${N} of ${N} documents`);
});

test("texts are searched with progress, and a search is cancelled", async ({ page }) => {
  await open(page, corpus);
  await page.keyboard.press("/");
  await page.keyboard.type("Forest NIGHT");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^searched \d+ of \d+ parts, [\d,]+ found$/)).toBeVisible();
  await settled(page);
  const [found] = await ask(
    corpus,
    "SELECT count(*)::INTEGER AS n FROM texts WHERE lower(text) LIKE '%forest night%'",
  );
  const hits = Number(found?.["n"]);
  expect(hits).toBeGreaterThan(100);
  await expect(count(page)).toHaveText(`${hits.toLocaleString("en-US")} of ${N} documents`);
  expect(parameter(page, "q")).toBe("Forest NIGHT");

  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/document\.openListing/, async (route) => {
    await held;
    await route.abort();
  });
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: "Search the texts" }).fill("never found");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  await expect(grid(page)).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  expect(parameter(page, "q")).toBe("Forest NIGHT");
  await expect(grid(page)).toHaveAttribute("aria-busy", "false");
  release();
});
