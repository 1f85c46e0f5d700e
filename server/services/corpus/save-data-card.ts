import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { cardFieldsSchema, type CardFields } from "@/core/data-card";
import { StudioError } from "@/core/errors";
import { isDuplicate, retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { getDataCard, type DataCard } from "@/server/services/corpus/data-card";
import { findCorpus } from "@/server/services/corpus/find-corpus";
import { parseInput } from "@/server/services/parse-input";

export const saveDataCardInput = z.strictObject({
  corpusId: z.string().min(1),
  /** Of the card that was read and changed; 0 where there was none. */
  version: z.number().int().nonnegative(),
  fields: cardFieldsSchema,
});

/**
 * Writes a card over the version that was read. Writing what stands there already is no conflict, so that a repeated save is
 * the same act.
 * @throws StudioError `not-found`; `conflict` when somebody else saved meanwhile: nothing is written
 */
export async function saveDataCard({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof saveDataCardInput>;
}): Promise<DataCard> {
  const { corpusId, version, fields } = parseInput(saveDataCardInput, input);
  authorise(ctx, "write a data card");
  await findCorpus(ctx, { corpusId });
  const isWritten = await (version === 0
    ? create(ctx, corpusId, fields)
    : update(ctx, corpusId, version, fields));
  const card = await getDataCard({ ctx, input: { corpusId } });
  if (isWritten || isDeepStrictEqual(card.fields, fields)) return card;
  const when =
    card.updatedAt === null ? "" : ` at ${card.updatedAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  throw new StudioError(
    "conflict",
    `The data card was changed meanwhile by ${card.updatedBy ?? "somebody"}${when}; yours was not saved.`,
    "What you wrote is still here: save it over the other, or take the other.",
  );
}

async function create(ctx: Context, corpusId: string, body: CardFields): Promise<boolean> {
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor, updatedBy: ctx.actor };
  try {
    await retryBusy(() => ctx.db.dataCard.create({ data: { id: randomUUID(), ...owned, corpusId, body } }));
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function update(ctx: Context, corpusId: string, version: number, body: CardFields): Promise<boolean> {
  const { count } = await retryBusy(() =>
    ctx.db.dataCard.updateMany({
      where: { corpusId, version, workspaceId: ctx.workspaceId },
      data: { body, updatedBy: ctx.actor, version: { increment: 1 } },
    }),
  );
  return count === 1;
}
