import type { SqlRow } from "@/core/engine";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import type { DuckDb } from "@/server/duckdb/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { readCorpusDomains } from "@/server/services/corpus/corpus-domains";
import { toDocumentRow, type DocumentRow } from "@/server/services/document/document-row";
import type { ListedCorpus } from "@/server/services/document/listing-shelf";
import { readTexts } from "@/server/services/document/read-texts";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

/** Characters read for an excerpt: enough for 160 after runs of white space have shrunk. */
export const EXCERPT_SOURCE = 640;

/** What a row of a document is made from. */
export const DOCUMENT_COLUMNS = `* REPLACE (${keepText("doc_id")} AS doc_id)`;

export interface Documents {
  readonly engine: DuckDb;
  readonly table: string;
  readonly corpus: { readonly fingerprint: string; readonly home: string };
  /** Names by code. */
  readonly domains: readonly string[];
  /** All selectable documents of the version. */
  readonly total: number;
  /** Rows of the score table with the beginnings of their texts. */
  rows(found: readonly SqlRow[]): Promise<DocumentRow[]>;
}

/** The corpus behind a version. @throws StudioError `not-found` */
export async function listedCorpus(ctx: Context, versionId: string): Promise<ListedCorpus> {
  const { fingerprint, documents } = await findCorpusVersion(ctx, versionId);
  return { fingerprint, home: ctx.home, documents: Number(documents) };
}

/** Opens the documents of a corpus version for one request. @throws StudioError `not-found`, `corrupt` */
export async function withDocuments<T>(
  ctx: Context,
  versionId: string,
  work: (documents: Documents) => Promise<T>,
): Promise<T> {
  return openDocuments(await listedCorpus(ctx, versionId), work);
}

/** The same for a corpus that was looked up before. @throws StudioError `not-found`, `corrupt` */
export async function openDocuments<T>(
  { documents: total, ...corpus }: ListedCorpus,
  work: (documents: Documents) => Promise<T>,
): Promise<T> {
  const domains = await readCorpusDomains(corpus.fingerprint, corpus.home);
  return withCorpus(
    corpus.fingerprint,
    (engine, table) =>
      work({
        engine,
        table,
        corpus,
        domains,
        total,
        rows: async (found) => {
          const addresses = found.map((row) => ({ id: keptText(row["doc_id"]), part: Number(row["part"]) }));
          const excerpts = await readTexts(engine, corpus, addresses, EXCERPT_SOURCE);
          return found.map((row) => toDocumentRow(row, domains, excerpts));
        },
      }),
    { home: corpus.home },
  );
}
