import { z } from "zod";
import type { Context } from "@/server/services/context";

const payloadSchema = z.object({ uploadId: z.uuid() });

/** Uploads that imports read from which wait or run. */
export async function uploadsInUse({ db }: Pick<Context, "db">): Promise<ReadonlySet<string>> {
  const jobs = await db.job.findMany({
    where: { kind: "import-corpus", state: { in: ["queued", "running"] } },
    select: { payload: true },
  });
  return new Set(
    jobs.flatMap(({ payload }) => {
      const parsed = payloadSchema.safeParse(payload);
      return parsed.success ? [parsed.data.uploadId] : [];
    }),
  );
}
