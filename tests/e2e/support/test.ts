import { test as base, expect, type Page } from "@playwright/test";
import { demoHome, openStudio, type Studio } from "./studio";

interface WorkerFixtures {
  readonly studio: Studio;
}

interface TestFixtures {
  /** Every console error, console warning and uncaught error of the page; a test that leaves one fails. */
  readonly complaints: string[];
}

/** Playwright's test with one running studio for all tests of a worker, and a page that must stay quiet. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  studio: [
    // Playwright reads the fixtures a fixture needs from this pattern; it needs none.
    async ({}, provide) => {
      const { home, remove } = await demoHome();
      const studio = await openStudio(home);
      await provide(studio);
      await studio.interrupt();
      await remove();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ studio }, provide) => {
    await provide(studio.url);
  },
  complaints: [
    async ({ page }, provide) => {
      const complaints: string[] = [];
      listen(page, complaints);
      await provide(complaints);
      expect(complaints, "console errors and warnings").toEqual([]);
    },
    { auto: true },
  ],
});

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
}

export { expect };
