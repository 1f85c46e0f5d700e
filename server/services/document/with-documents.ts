import type { SqlEngine, SqlRow } from "@/core/engine";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { readCorpusDomains } from "@/server/services/corpus/corpus-domains";
import { toDocumentRow, type DocumentRow } from "@/server/services/document/document-row";
import { readTexts } from "@/server/services/document/read-texts";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

/** Characters read for an excerpt: enough for 160 after runs of white space have shrunk. */
const EXCERPT_SOURCE = 640;

/** What a row of a document is made from. */
export const DOCUMENT_COLUMNS = `* REPLACE (${keepText("doc_id")} AS doc_id)`;

export interface Documents {
  readonly engine: SqlEngine;
  readonly table: string;
  readonly corpus: { readonly fingerprint: string; readonly home: string };
  /** Names by code. */
  readonly domains: readonly string[];
  /** All selectable documents of the version. */
  readonly total: number;
  /** Rows of the score table with the beginnings of their texts. */
  rows(found: readonly SqlRow[]): Promise<DocumentRow[]>;
}

/** Opens the documents of a corpus version for one request. @throws StudioError `not-found`, `corrupt` */
export async function withDocuments<T>(
  ctx: Context,
  versionId: string,
  work: (documents: Documents) => Promise<T>,
): Promise<T> {
  const version = await findCorpusVersion(ctx, versionId);
  const corpus = { fingerprint: version.fingerprint, home: ctx.home };
  const domains = await readCorpusDomains(corpus.fingerprint, corpus.home);
  return withCorpus(
    corpus.fingerprint,
    (engine, table) =>
      work({
        engine,
        table,
        corpus,
        domains,
        total: Number(version.documents),
        rows: async (found) => {
          const addresses = found.map((row) => ({ id: keptText(row["doc_id"]), part: Number(row["part"]) }));
          const excerpts = await readTexts(engine, corpus, addresses, EXCERPT_SOURCE);
          return found.map((row) => toDocumentRow(row, domains, excerpts));
        },
      }),
    { home: ctx.home },
  );
}
