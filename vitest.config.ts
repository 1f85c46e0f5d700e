import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LongestFirst } from "./scripts/steps/longest-first.ts";
import { POSTGRESQL_FILES } from "./scripts/steps/postgresql-files.ts";

const integration = (
  name: string,
  include: string[],
  env: Record<string, string> = {},
): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include, env, testTimeout: 300_000, hookTimeout: 300_000 },
});

export default defineConfig({
  resolve: {
    alias: { "@": import.meta.dirname, "server-only": `${import.meta.dirname}/tests/support/server-only.ts` },
  },
  test: {
    // Much of the tests waits for other processes: a core need not be kept free.
    maxWorkers: "100%",
    setupFiles: ["tests/support/property-seed.ts"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          testTimeout: 120_000,
          // Loading modules anew for every file would take three times as long as the tests.
          isolate: false,
          // What is provoked on purpose is not told as a warning.
          env: { STUDIO_LOG: "error" },
        },
      },
      integration("integration", ["tests/integration/**/*.test.ts"]),
      integration("postgresql", POSTGRESQL_FILES, { STUDIO_TEST_DATABASE: "postgresql" }),
    ],
  },
});
