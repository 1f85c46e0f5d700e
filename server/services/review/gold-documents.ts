import { randomUUID } from "node:crypto";
import { Prisma } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { groupBy } from "@/core/group-by";
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

/** Keeps gold answers beside those that stand; documents that the session lacks are added to it. */
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
  let place = rows.reduce((last, row) => Math.max(last, row.place), -1);
  for (const { ordinal, domain, values } of documents) {
    const row = present.get(ordinal);
    const gold = merged(row?.gold ?? null, values);
    if (row !== undefined)
      await tx.reviewDocument.update({ where: { id: row.id }, data: { gold: gold ?? Prisma.DbNull } });
    else if (gold !== null) {
      place += 1;
      const added = {
        id: randomUUID(),
        ...owned,
        sessionId,
        place,
        ordinal,
        domain,
        addedAt: new Date(),
        gold,
      };
      await tx.reviewDocument.create({ data: added });
    }
  }
}

/** Null where nothing is left. */
function merged(before: unknown, values: GoldDocument["values"]): Values | null {
  const standing = before === null ? {} : valuesSchema.parse(before);
  const kept = Object.entries({ ...standing, ...values }).flatMap(([question, value]) =>
    value === null ? [] : [[question, value] as const],
  );
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
