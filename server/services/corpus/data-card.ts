import { z } from "zod";
import { cardFieldsSchema, NO_FIELDS, type CardFields } from "@/core/data-card";
import type { DataCard as CardRow } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { findCorpus } from "@/server/services/corpus/find-corpus";
import { parseInput } from "@/server/services/parse-input";

export const dataCardInput = z.object({ corpusId: z.string().min(1) });

/** What people have written about a corpus. */
export interface DataCard {
  /** Rises with every save; 0 while nothing was ever written. Whoever saves names the one that was read. */
  readonly version: number;
  readonly fields: CardFields;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

export const toDataCard = (row: CardRow | null): DataCard =>
  row === null
    ? { version: 0, fields: NO_FIELDS, updatedAt: null, updatedBy: null }
    : {
        version: row.version,
        fields: cardFieldsSchema.parse(row.body),
        updatedAt: row.updatedAt,
        updatedBy: row.updatedBy,
      };

/** @throws StudioError `not-found` */
export async function getDataCard({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof dataCardInput>;
}): Promise<DataCard> {
  const { corpusId } = parseInput(dataCardInput, input);
  await findCorpus(ctx, { corpusId });
  return toDataCard(await ctx.db.dataCard.findUnique({ where: { corpusId } }));
}
