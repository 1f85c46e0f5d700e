import type { Prisma } from "@/generated/sqlite/client";

/** Jobs that can end at once: one that follows a run on a cluster, and that a worker gave back may go on at its cluster, and waits for one that ends it there. */
export const ONLY_WAITS = {
  state: "queued",
  OR: [{ kind: { notIn: ["follow-run", "follow-evaluation"] } }, { startedAt: null }],
} satisfies Prisma.JobWhereInput;
