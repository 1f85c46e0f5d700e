import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { Prisma } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { groupBy } from "@/core/group-by";
import { MAX_ONLY } from "@/core/listing";
import { valuesSchema, type Values } from "@/core/review/answer";
import { parseGold, type GoldAnswer } from "@/core/review/parse-gold";
import type { Question } from "@/core/review/question";
import type { DbTransaction } from "@/server/db/client";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { sqlTexts } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";

/** Gold answers to a document of the corpus; null takes one back. */
export interface GoldDocument {
  readonly ordinal: number;
  readonly domain: string;
  readonly values: Readonly<Record<string, number | string | null>>;
}

/** Reads gold answers and finds their documents in a corpus version. @throws StudioError `invalid-input`, by line */
export async function readGold(
  ctx: Context,
  versionId: string,
  questions: readonly Question[],
  text: string,
): Promise<GoldDocument[]> {
  const { answers, faults } = parseGold(text, questions);
  if (faults.length > 0) throw refusal(faults);
  if (answers.length === 0) return [];
  const byDocument = groupBy(answers, ({ document }) => document);
  const places = await findDocuments(ctx, versionId, [...byDocument.keys()]);
  const missing = [...byDocument].flatMap(([document, [first]]) =>
    places.has(document) || first === undefined
      ? []
      : [`Line ${String(first.line)}: the corpus has no document ${document}.`],
  );
  if (missing.length > 0) throw refusal(missing);
  return [...byDocument].flatMap(([document, given]) => {
    const place = places.get(document);
    return place === undefined ? [] : [{ ...place, values: valuesOf(given) }];
  });
}

const valuesOf = (given: readonly GoldAnswer[]): GoldDocument["values"] =>
  Object.fromEntries(given.map(({ question, value }) => [question, value]));

const SHOWN = 5;

function refusal(faults: readonly string[]): StudioError {
  const more = faults.length > SHOWN ? ` And ${String(faults.length - SHOWN)} more.` : "";
  const message = `Gold answers are not taken. ${faults.slice(0, SHOWN).join(" ")}${more}`;
  return new StudioError("invalid-input", message, "Put these lines right; nothing was changed.");
}

function findDocuments(
  ctx: Context,
  versionId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly ordinal: number; readonly domain: string }>> {
  return withDocuments(ctx, versionId, async ({ engine, table, domains }) => {
    const rows = await engine.query(
      `SELECT ordinal, domain, ${keepText("doc_id")} AS id FROM ${table} WHERE doc_id IN (SELECT unnest(${sqlTexts(ids)}))`,
    );
    return new Map(
      rows.map((row) => [
        keptText(row["id"]),
        { ordinal: Number(row["ordinal"]), domain: domains[Number(row["domain"])] ?? "" },
      ]),
    );
  });
}

/**
 * Keeps gold answers beside those that stand. Documents that the session lacks are added to it; an added one of which nothing is
 * said any more leaves it, unless a reviewer was given it.
 * @throws StudioError `invalid-input` where the session would grow beyond what one may have
 */
export async function keepGold(
  tx: DbTransaction,
  {
    sessionId,
    ...owned
  }: { readonly sessionId: string; readonly workspaceId: string; readonly createdBy: string },
  documents: readonly GoldDocument[],
): Promise<void> {
  const rows = await tx.reviewDocument.findMany({
    where: { sessionId },
    select: { id: true, ordinal: true, gold: true, place: true },
  });
  const present = new Map(rows.map((row) => [Number(row.ordinal), row]));
  const changed = documents.flatMap(({ ordinal, values }): ChangedGold[] => {
    const row = present.get(ordinal);
    if (row === undefined) return [];
    const gold = merged(row.gold, values);
    return isDeepStrictEqual(gold, row.gold) ? [] : [{ id: row.id, gold }];
  });
  const fresh = documents.flatMap(({ ordinal, domain, values }) => {
    const gold = present.has(ordinal) ? null : merged(null, values);
    return gold === null ? [] : [{ ordinal, domain, gold }];
  });
  await changeGold(tx, changed);
  const removed = await removeIdle(tx, sessionId);
  if (fresh.length === 0) return;
  const total = rows.length - removed + fresh.length;
  if (total > MAX_ONLY) throw tooMany(total);
  const next = 1 + rows.reduce((last, { place }) => Math.max(last, place), -1);
  const addedAt = new Date();
  await tx.reviewDocument.createMany({
    data: fresh.map((document, at) => ({
      id: randomUUID(),
      ...owned,
      sessionId,
      place: next + at,
      addedAt,
      ...document,
    })),
  });
}

interface ChangedGold {
  readonly id: string;
  readonly gold: Values | null;
}

/** As many statements as there are different answers: a list may change thousands of documents within one transaction. */
async function changeGold(tx: DbTransaction, changed: readonly ChangedGold[]): Promise<void> {
  for (const alike of groupBy(changed, ({ gold }) => JSON.stringify(gold)).values())
    await tx.reviewDocument.updateMany({
      where: { id: { in: alike.map(({ id }) => id) } },
      data: { gold: alike[0]?.gold ?? Prisma.DbNull },
    });
}

/** Removes added documents that nothing is said of and nobody was given. @returns how many */
async function removeIdle(tx: DbTransaction, sessionId: string): Promise<number> {
  const { count } = await tx.reviewDocument.deleteMany({
    where: {
      ...{ sessionId, addedAt: { not: null }, gold: { equals: Prisma.DbNull } },
      ...{ answers: { none: {} }, assignments: { none: {} } },
    },
  });
  return count;
}

const tooMany = (total: number): StudioError =>
  new StudioError(
    "invalid-input",
    `Gold answers are not taken: the session would have ${String(total)} documents, and ${String(MAX_ONLY)} is the most.`,
    "Name fewer documents that were not drawn; nothing was changed.",
  );

/** Null where nothing is left. */
function merged(before: unknown, values: GoldDocument["values"]): Values | null {
  const standing = before === null ? {} : valuesSchema.parse(before);
  const kept = Object.entries({ ...standing, ...values }).flatMap(([question, value]) =>
    value === null ? [] : [[question, value] as const],
  );
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
