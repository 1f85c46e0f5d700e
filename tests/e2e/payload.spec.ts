import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

test("the mixer's first picture is in its page, and its scores are fetched once", async ({
  page,
  request,
}) => {
  const parts: string[] = [];
  page.on("request", (asked) => {
    if (asked.url().includes("/api/preview/")) parts.push(asked.url());
  });
  await openMixer(page);
  const asked = parts.splice(0);
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked).size).toBe(asked.length);
  const figures = page.getByRole("region", { name: "Selected" }).locator("dl");
  const shown = await figures.innerText();
  const documents = shown.split("\n")[1] ?? "";
  expect(documents).toMatch(/^[\d,]+$/);

  const html = await (await request.get(page.url())).text();
  expect(html).toContain(`>${documents}<`);

  await page.reload();
  await expect(page.getByRole("progressbar", { name: "Starting the preview" })).toHaveCount(0);
  expect(parts).toEqual([]);
  expect(await figures.innerText()).toBe(shown);

  const [url = ""] = asked;
  const { status, headers } = await page.evaluate(async (part) => {
    const first = await fetch(part, { cache: "no-store" });
    const tag = first.headers.get("ETag") ?? "";
    const second = await fetch(part, { cache: "no-store", headers: { "If-None-Match": tag } });
    return { status: [first.status, second.status], headers: [tag, second.headers.get("Cache-Control")] };
  }, url);
  expect(status).toEqual([200, 304]);
  expect(headers).toEqual([
    `"${/([0-9a-f]{64})\.arrow$/.exec(url)?.[1] ?? ""}"`,
    "private, max-age=31536000, immutable",
  ]);
});

test("a part that this browser kept damaged is fetched again", async ({ page }) => {
  await openMixer(page);
  const broken = await page.evaluate(async () => {
    const cache = await caches.open("score-parts-1");
    const [first] = await cache.keys();
    if (first === undefined) return "";
    await cache.put(first, new Response(new Uint8Array(8)));
    return new URL(first.url).pathname.replace("/score-parts/", "");
  });
  const parts: string[] = [];
  page.on("request", (asked) => {
    if (asked.url().includes("/api/preview/")) parts.push(asked.url());
  });
  await page.reload();
  await expect(page.getByRole("progressbar", { name: "Starting the preview" })).toHaveCount(0);
  expect(parts.map((url) => url.replace(/^.*\//, ""))).toEqual([`${broken}.arrow`]);
  await expect(
    page.getByRole("region", { name: "Selected" }).getByText("exact", { exact: true }),
  ).toBeVisible();
});
