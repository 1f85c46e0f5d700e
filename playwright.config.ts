import { defineConfig, devices } from "@playwright/test";
import { chromiumOptions } from "./scripts/steps/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/support/made-once.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  timeout: 900_000,
  expect: { timeout: 120_000 },
  use: {
    ...devices["Desktop Chrome"],
    actionTimeout: 120_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: await chromiumOptions(),
    screenshot: "only-on-failure",
  },
});
