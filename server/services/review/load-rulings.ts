import { valuesSchema, type Values } from "@/core/review/answer";
import type { Context } from "@/server/services/context";

/** What an adjudicator settled about a document. */
export interface LoadedRuling {
  readonly ordinal: number;
  readonly domain: string;
  readonly inclusion: number | null;
  readonly values: Values;
  readonly ruledBy: string;
  readonly ruledAt: Date;
}

/** All rulings of a session in the order of the draw. */
export async function loadRulings({ db }: Context, sessionId: string): Promise<LoadedRuling[]> {
  const rows = await db.reviewDocument.findMany({
    where: { sessionId, ruledAt: { not: null } },
    orderBy: { place: "asc" },
  });
  return rows.flatMap(({ ordinal, domain, inclusion, ruling, ruledBy, ruledAt }) =>
    ruling === null || ruledAt === null
      ? []
      : [
          {
            ordinal: Number(ordinal),
            domain,
            inclusion,
            values: valuesSchema.parse(ruling),
            ruledBy: ruledBy ?? "",
            ruledAt,
          },
        ],
  );
}
