import { defineConfig, devices } from "@playwright/test";
import { chromiumOptions } from "./tests/e2e/support/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  timeout: 900_000,
  expect: { timeout: 120_000 },
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    launchOptions: await chromiumOptions(),
    trace: "retain-on-failure",
  },
});
