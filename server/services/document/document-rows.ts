import { RATER_IDS } from "@/core/raters";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import type { DocumentRow } from "@/server/services/document/document-row";
import type { ListedCorpus } from "@/server/services/document/listing-shelf";
import { readRows } from "@/server/services/document/read-rows";
import { DOCUMENT_COLUMNS, openDocuments } from "@/server/services/document/with-documents";

/** The rows of documents in the order asked for; ordinals the corpus does not have are left out. */
export async function documentRows(
  corpus: ListedCorpus,
  ordinals: readonly number[],
): Promise<readonly DocumentRow[]> {
  const wanted = ordinals.filter((ordinal) => ordinal < corpus.documents);
  if (wanted.length === 0) return [];
  const statistics = await knownStatistics(corpus.fingerprint, corpus.home);
  const domains = statistics.domains.map(({ domain }) => domain);
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  return (await readRows({ ...corpus, domains, raters }, wanted)) ?? queryRows(corpus, wanted);
}

/** The same from the score table and the texts, for a corpus that was imported before there were files of rows. */
function queryRows(corpus: ListedCorpus, ordinals: readonly number[]): Promise<readonly DocumentRow[]> {
  return openDocuments(corpus, async ({ engine, table, rows }) => {
    const found = await rows(
      await engine.query(
        `SELECT ${DOCUMENT_COLUMNS} FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
      ),
    );
    const byOrdinal = new Map(found.map((row) => [row.ordinal, row]));
    return ordinals.flatMap((ordinal) => byOrdinal.get(ordinal) ?? []);
  });
}
