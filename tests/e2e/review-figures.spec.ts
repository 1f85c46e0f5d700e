import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";

const DOCUMENTS = 24;

test("figures of a session: weighted back to the corpus, calibration, drift, and reviewers against gold", async ({
  page,
}) => {
  await page.goto("/review");
  await page.getByRole("link", { name: "New session" }).click();
  await page.getByLabel("Name", { exact: true }).fill("How readable?");
  await page.getByLabel("Corpus", { exact: true }).selectOption({ label: "Demo corpus" });
  await page.getByLabel("Sampling", { exact: true }).selectOption("stratified");
  await page.getByRole("textbox", { name: "Documents" }).fill(String(DOCUMENTS));
  await page.getByRole("textbox", { name: "Documents" }).press("Tab");
  for (const rubric of ["Professionalism", "Reasoning", "Cleanliness"])
    await page.getByRole("checkbox", { name: new RegExp(`^${rubric}`) }).uncheck();
  const gold = page.getByLabel("Gold answers, if there are any", { exact: true });
  await gold.fill("one, Reasoning, 3");
  await expect(
    page.getByText('Line 1: the session does not ask "Reasoning", but Readability.'),
  ).toBeVisible();
  await gold.fill("");
  await page.getByRole("button", { name: "Open the session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How readable?");
  const session = page.url();

  await page.goto(`${session}/answer`);
  await page.getByLabel("Your name").fill("First");
  await page.getByRole("button", { name: "Join" }).click();
  for (let at = 0; at < DOCUMENTS; at += 1) {
    await expect(page.getByLabel("Text of the document")).toBeVisible();
    await page.keyboard.press(String(at < DOCUMENTS / 2 ? 4 + (at % 2) : 1 + (at % 3)));
  }
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await expect(page.getByText("All answers saved")).toBeVisible();

  await page.goto(session);
  await expect(page.getByText(`${String(DOCUMENTS)} of ${String(DOCUMENTS)} documents drawn`)).toBeVisible();
  const overall = page.getByRole("table", { name: "Figures over all domains" });
  // Twelve answers of 4.5 and twelve of 2 on average.
  await expect(overall.getByRole("row", { name: /Readability: mean level/ })).toContainText("3.25");
  const drift = page.getByRole("region", { name: "Drift: Readability" });
  await expect(drift.getByText("changes")).toBeVisible();
  await expect(drift.getByText(/^Last half − first half: −2\.50/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Calibration of Readability" })).toContainText(
    "Calibration error (95 %)",
  );

  const exported = await page.request.get(session.replace("/review/", "/api/review/"));
  const lines = (await exported.text()).trim().split("\n");
  const [one, two] = lines.map((line) => JSON.parse(line) as { document: string; value: number });
  await page.getByRole("button", { name: "Gold answers…" }).click();
  const dialog = page.getByRole("dialog", { name: "Gold answers" });
  await dialog
    .getByLabel("Gold answers", { exact: true })
    .fill(
      [one, two]
        .map((line, at) => `${line?.document ?? ""}\tReadability\t${String(at === 0 ? line?.value : 0)}`)
        .join("\n"),
    );
  await judgeEverywhere(page, "review-gold");
  await dialog.getByRole("button", { name: "Keep them" }).click();
  await expect(page.getByText("2 documents with gold answers.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Reviewers against gold: Readability" })).toContainText(
    "50 %",
  );
  await page.getByRole("heading", { name: "From the answers to the corpus" }).scrollIntoViewIfNeeded();
  await judgeEverywhere(page, "review-figures");
});
