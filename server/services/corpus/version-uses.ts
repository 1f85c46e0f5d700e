import { parseRecipe } from "@/core/recipe";
import type { DbTransaction } from "@/server/db/client";

/** What pins a corpus version. */
export interface VersionUse {
  readonly kind: "selection" | "review" | "campaign";
  readonly id: string;
  /** Of its recipe, of the session, or of the campaign. */
  readonly name: string;
  readonly documents: number;
  readonly runs: number;
}

/** What pins each of some corpus versions, newest first; versions that nothing pins are absent. */
export async function versionUses(
  db: DbTransaction,
  versionIds: readonly string[],
): Promise<Map<string, VersionUse[]>> {
  const ofThese = { corpusVersionId: { in: [...versionIds] } };
  const selections = await db.selection.findMany({
    where: { ...ofThese, campaignId: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    include: { _count: { select: { runs: true } } },
  });
  const sessions = await db.reviewSession.findMany({
    where: ofThese,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: { id: true, corpusVersionId: true, name: true, _count: { select: { documents: true } } },
  });
  const campaigns = await db.campaign.findMany({
    where: ofThese,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: { id: true, corpusVersionId: true, name: true, _count: { select: { proxies: true } } },
  });
  const uses = new Map<string, VersionUse[]>();
  const add = (versionId: string, use: VersionUse): void => {
    uses.set(versionId, [...(uses.get(versionId) ?? []), use]);
  };
  for (const { id, corpusVersionId, body, documents, _count } of selections) {
    add(corpusVersionId, {
      kind: "selection",
      id,
      name: parseRecipe(body).name,
      documents: Number(documents),
      runs: _count.runs,
    });
  }
  for (const { id, corpusVersionId, name, _count } of sessions)
    add(corpusVersionId, { kind: "review", id, name, documents: _count.documents, runs: 0 });
  for (const { id, corpusVersionId, name, _count } of campaigns)
    add(corpusVersionId, { kind: "campaign", id, name, documents: 0, runs: _count.proxies });
  return uses;
}
