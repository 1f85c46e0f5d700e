import type { z } from "zod";
import type { PairFigures } from "@/core/comparison/changes";
import { findPair, pairInput } from "@/server/services/comparison/kept-pairs";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/**
 * How many documents and tokens are gained, lost and kept from a baseline to another item, by domain and by margin; exact.
 * @throws StudioError `not-found`; `invalid-input` that names an item whose documents cannot be compared on this version;
 * `corrupt`, `cancelled`
 */
export async function comparePair({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof pairInput>;
  signal?: AbortSignal | undefined;
}): Promise<PairFigures> {
  const { gained, lost, kept } = (await findPair(ctx, parseInput(pairInput, input), signal)).sides;
  return { sides: { gained: gained.figures, lost: lost.figures, kept: kept.figures } };
}
