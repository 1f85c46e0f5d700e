import type { Prisma } from "@/generated/sqlite/client";

/** Jobs that can end at once: a follow-run that a worker gave back may go on at its cluster, and waits for one that ends it there. */
export const ONLY_WAITS = {
  state: "queued",
  OR: [{ kind: { not: "follow-run" } }, { startedAt: null }],
} satisfies Prisma.JobWhereInput;
