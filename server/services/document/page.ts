import { z } from "zod";
import { StudioError } from "@/core/errors";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { Context } from "@/server/services/context";
import type { DocumentRow } from "@/server/services/document/document-row";
import { DOCUMENT_COLUMNS, withDocuments, type Documents } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentPageInput = z.object({
  versionId: z.string().min(1),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(200),
  sort: z.object({
    by: z.union([z.enum(["ordinal", "tokens", "domain"]), z.enum(RATER_IDS as [RaterId, ...RaterId[]])]),
    descending: z.boolean(),
  }),
  /** Only these; all without it. */
  domains: z.array(z.string()).optional(),
});
type Page = z.output<typeof documentPageInput>;

export interface DocumentPage {
  /** Documents of all pages together. */
  readonly total: number;
  readonly rows: readonly DocumentRow[];
}

/**
 * One page of a corpus, missing values last, ties by ordinal.
 * @throws StudioError `not-found`, `invalid-input` for a rater the corpus does not have
 */
export async function pageDocuments({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentPageInput>;
}): Promise<DocumentPage> {
  const page = parseInput(documentPageInput, input);
  return withDocuments(ctx, page.versionId, async (documents) => {
    await checkColumn(documents, page.sort.by);
    const filter = domainFilter(documents.domains, page.domains);
    const total = filter === null ? documents.total : await countWhere(documents, filter);
    const found = await documents.engine.query(
      `SELECT ${DOCUMENT_COLUMNS} FROM ${documents.table} ${sliceSql(page, documents.total, filter)}`,
    );
    return { total, rows: await documents.rows(found) };
  });
}

/** The whole corpus in its own order is a range of ordinals; everything else has to be sorted. */
function sliceSql({ sort, offset, limit }: Page, documents: number, filter: string | null): string {
  const direction = sort.descending ? "DESC" : "ASC";
  if (sort.by === "ordinal" && filter === null) {
    const from = sort.descending ? documents - offset - limit : offset;
    const range = `ordinal >= ${String(Math.max(from, 0))} AND ordinal < ${String(Math.max(from + limit, 0))}`;
    return `WHERE ${range} ORDER BY ordinal ${direction}`;
  }
  const where = filter === null ? "" : `WHERE ${filter}`;
  const ties = sort.by === "ordinal" ? "" : ", ordinal";
  return `${where} ORDER BY ${sort.by} ${direction} NULLS LAST${ties} LIMIT ${String(limit)} OFFSET ${String(offset)}`;
}

function domainFilter(all: readonly string[], wanted: readonly string[] | undefined): string | null {
  if (wanted === undefined) return null;
  const codes = all.flatMap((domain, code) => (wanted.includes(domain) ? [code] : []));
  if (codes.length === all.length) return null;
  return codes.length === 0 ? "false" : `domain IN (${codes.join(", ")})`;
}

async function countWhere({ engine, table }: Documents, filter: string): Promise<number> {
  const [row] = await engine.query(`SELECT count(*) AS n FROM ${table} WHERE ${filter}`);
  return Number(row?.["n"]);
}

async function checkColumn({ engine, table }: Documents, column: string): Promise<void> {
  const columns = await engine.query(`SELECT column_name FROM (DESCRIBE ${table})`);
  if (columns.some((row) => row["column_name"] === column)) return;
  throw new StudioError(
    "invalid-input",
    `No document of this corpus has a value of ${column}.`,
    "Sort by another rater.",
  );
}
