import { StudioError } from "@/core/errors";
import { documentRows } from "@/server/services/document/document-rows";
import type { ExportRow } from "@/server/services/document/export-columns";
import { TextSpool } from "@/server/services/document/export-texts";
import { pageOrdinals } from "@/server/services/document/listing-page";
import type { ListedCorpus, ListedOrdinals } from "@/server/services/document/listing-shelf";

/** Rows read at once. */
const BLOCK = 500;

export interface ExportedListing {
  readonly corpus: ListedCorpus;
  readonly listed: ListedOrdinals;
  /** Whether the texts come too. */
  readonly text: boolean;
  readonly signal: AbortSignal;
}

/**
 * The documents of a listing in its order, read as they are asked for; one text is held at a time.
 * @throws StudioError `cancelled`, `corrupt` for a text that is gone
 */
export async function* exportRows({
  corpus,
  listed,
  text,
  signal,
}: ExportedListing): AsyncGenerator<ExportRow> {
  const total = listed?.length ?? corpus.documents;
  const texts = text ? await TextSpool.fill(corpus, listed, signal) : null;
  try {
    for (let offset = 0; offset < total; offset += BLOCK) {
      for (const row of await documentRows(corpus, pageOrdinals(corpus, listed, offset, BLOCK))) {
        if (signal.aborted) throw new StudioError("cancelled", "The export was cancelled.");
        yield { row, text: texts === null ? null : await texts.read(row.ordinal) };
      }
    }
  } finally {
    await texts?.close();
  }
}
