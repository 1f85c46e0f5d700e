import { z } from "zod";
import { SIDES, type ChangedPage, type SideStanding } from "@/core/comparison/changes";
import { rowNumber } from "@/core/row-number";
import { marginOf, type Ranking } from "@/core/selection/standing";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { findPair, pairInput, type FoundPair } from "@/server/services/comparison/kept-pairs";
import type { Context } from "@/server/services/context";
import type { DocumentRow } from "@/server/services/document/document-row";
import { readRows } from "@/server/services/document/read-rows";
import { parseInput } from "@/server/services/parse-input";

export const changedInput = pairInput.extend({
  side: z.enum(SIDES),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(200),
});

/**
 * A page of the documents gained, lost or kept from a baseline to another item, clearest first.
 * @throws StudioError `not-found`; `invalid-input` that names an item whose documents cannot be compared on this version;
 * `corrupt`, `cancelled`
 */
export async function changedDocuments({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof changedInput>;
  signal?: AbortSignal | undefined;
}): Promise<ChangedPage> {
  const { side, offset, limit, ...asked } = parseInput(changedInput, input);
  const pair = await findPair(ctx, asked, signal);
  const { ordinals, figures } = pair.sides[side];
  const page = ordinals.subarray(offset, offset + limit);
  const documents = await readDocuments(pair, page, signal);
  return {
    documents: figures.documents,
    tokens: figures.tokens,
    rows: Array.from(page).flatMap((ordinal) => {
      const document = documents.get(ordinal);
      if (document === undefined) return [];
      const { id, domain, tokens } = document;
      const [baseline, other] = [standingOf(pair.baseline, ordinal), standingOf(pair.other, ordinal)];
      return [{ ordinal, id, domain, tokens, baseline, other }];
    }),
  };
}

type Named = Pick<DocumentRow, "ordinal" | "id" | "domain" | "tokens">;

async function readDocuments(
  corpus: FoundPair,
  ordinals: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<Map<number, Named>> {
  if (ordinals.length === 0) return new Map();
  const { fingerprint, home, statistics } = corpus;
  const domains = statistics.domains.map(({ domain }) => domain);
  const source = { fingerprint, home, documents: statistics.documents, domains, raters: [] };
  const rows = (await readRows(source, [...ordinals])) ?? (await queryRows(corpus, ordinals, signal));
  return new Map(rows.map((row) => [row.ordinal, row]));
}

/** The same from the score table, for a corpus that was imported before there were files of rows. */
async function queryRows(
  { fingerprint, home, statistics }: FoundPair,
  ordinals: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<Named[]> {
  const rows = await withCorpus(
    fingerprint,
    (engine, table) =>
      engine.query(
        `SELECT ordinal, ${keepText("doc_id")} AS doc_id, domain, tokens FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
        signal,
      ),
    { home },
  );
  return rows.map((row) => ({
    ordinal: rowNumber(row, "ordinal"),
    id: keptText(row["doc_id"]),
    domain: statistics.domains[rowNumber(row, "domain")]?.domain ?? "",
    tokens: rowNumber(row, "tokens"),
  }));
}

function standingOf(ranking: Ranking, ordinal: number): SideStanding {
  const score = ranking.scores[ordinal] ?? Number.NaN;
  const { margin } = marginOf(ranking, ordinal);
  // Adding 0 turns −0 into 0, as the threshold has it.
  return { score: Number.isNaN(score) ? null : score + 0, margin: margin === null ? null : margin + 0 };
}
