import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";
import { openMixer } from "./support/walk";

test("the weight that would bring a document in, once set, brings it in", async ({ page }) => {
  await openMixer(page);
  const out = page.getByRole("region", { name: "Just out" }).getByRole("button");
  await out.nth(1).click();
  const reader = page.getByRole("region", { name: "Reader" });
  await expect(reader.getByRole("status", { name: "Standing" })).toContainText(/^out/);
  await reader.getByRole("radio", { name: "For and against" }).click();
  await reader.getByRole("button", { name: "What would turn it?" }).click();
  const answer = reader.getByRole("status", { name: "What would turn it" });
  await expect(answer).toContainText("brings it in");
  await expect(reader.getByRole("row")).toHaveCount(27);
  await judgeEverywhere(page, "flips");

  const [, label = "", points = ""] =
    /^(.+) at ([\d.]+) points instead/.exec((await answer.textContent()) ?? "") ?? [];
  const field = page.getByRole("textbox", { name: `Points of ${label}` });
  await field.fill(points);
  await field.press("Enter");
  await expect(reader.getByRole("status", { name: "Standing" })).toContainText(/^in/);
});

test("both sides of the threshold are read by keyboard, pair by pair", async ({ page }) => {
  await openMixer(page);
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Both sides of the threshold" });
  const pair = dialog.getByRole("status", { name: "Pair" });
  const margin = (side: string) =>
    dialog
      .getByRole("region", { name: `Just ${side}` })
      .getByRole("definition")
      .last();
  await expect(pair).toHaveText("pair 1 of 50");
  await expect(margin("in")).toHaveText("0");
  await expect(margin("out")).toHaveText(/^−/);
  await expect(dialog.getByRole("table").getByRole("row")).toHaveCount(27);
  const first = await margin("out").textContent();

  await page.keyboard.press("j");
  await expect(pair).toHaveText("pair 2 of 50");
  await expect(margin("in")).toHaveText(/^\+/);
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("region", { name: "Text of the document just out" })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(pair).toHaveText("pair 1 of 50");
  await expect(margin("out")).toHaveText(first ?? "");
  await judgeEverywhere(page, "threshold");

  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
