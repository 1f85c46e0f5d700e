import { runVitest, type Tally } from "./suites";
import { postgresqlAnswers } from "./postgresql-server";

/** Tests of what a database decides: transactions, claims and leases, unique names, listings in its order. */
const FILES = [
  "jobs",
  "job-again",
  "recipes",
  "views",
  "reports",
  "review-sessions",
  "review-history",
  "review-read-in",
  "review-accounts",
  "accounts",
  "account-wait",
  "access",
  "audit",
  "attacks/other-workspace",
  "attacks/property-names",
];

/** `postgresqlAnswers` says why. */
const SKIPPED: Tally = { passed: 0, failed: 0, skipped: FILES.length };

/** The integration tests that the database decides, once more on PostgreSQL; skipped, and said so, where no server answers. */
export async function runOnPostgresql(): Promise<Tally> {
  if (!(await postgresqlAnswers())) return SKIPPED;
  return runVitest("integration", {
    name: "integration tests on PostgreSQL",
    files: FILES.map((file) => `tests/integration/${file}.test.ts`),
    env: { STUDIO_TEST_DATABASE: "postgresql" },
  });
}
