/** Integration tests of what a database decides: transactions, claims and leases, unique names, listings in its order. */
export const POSTGRESQL_FILES = [
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
  "access",
  "audit",
].map((name) => `tests/integration/${name}.test.ts`);
