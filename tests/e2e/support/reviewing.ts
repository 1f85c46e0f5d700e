import { expect, type Page } from "@playwright/test";

/** Joins the session that the page's address names. */
export async function join(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("complementary", { name: "Question" })).toBeVisible();
}

/** Presses a key for each question of a document, once its text is there. */
export async function answer(page: Page, keys: string): Promise<void> {
  await expect(page.getByLabel("Text of the document")).toBeVisible();
  for (const key of keys) await page.keyboard.press(key);
}

export const saved = (page: Page) => page.getByText("All answers saved");
