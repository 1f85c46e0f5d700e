import { existsSync } from "node:fs";
import path from "node:path";
import type { DocumentSet } from "@/core/comparison/document-set";
import type { DocumentColumns } from "@/core/comparison/selected";
import type { Count } from "@/core/comparison/set-figures";
import { StudioError } from "@/core/errors";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { FoundItem } from "@/server/services/comparison/find-items";
import { gatherSet } from "@/server/services/comparison/gather-set";
import { readManifest, SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { selectionPath } from "@/server/storage/home";

/** The file of a confirmed selection, if it is there. */
export function writtenFile(home: string, confirmed: FoundItem["confirmed"]): string | null {
  if (confirmed?.isWritten !== true) return null;
  const file = path.join(selectionPath(confirmed.selectionKey, home), SELECTION_FILE);
  return existsSync(file) ? file : null;
}

interface WrittenSet {
  readonly set: DocumentSet;
  readonly budgetTokens: number;
  readonly threshold: number | null;
  readonly nothing: null;
}

/** What the files of a selection say. @throws StudioError `corrupt` where that is not what was confirmed */
export async function readWrittenSet(
  { fingerprint, home }: { readonly fingerprint: string; readonly home: string },
  { tokens }: DocumentColumns,
  item: Pick<FoundItem, "label" | "confirmed">,
  file: string,
  signal: AbortSignal,
): Promise<WrittenSet> {
  const manifest = await readManifest(path.dirname(file));
  const sql = `SELECT ordinal FROM read_parquet(${sqlText(file)})`;
  const set = await withCorpus(fingerprint, (engine) => gatherSet(engine, sql, tokens.length, signal), {
    home,
  });
  const count = { documents: 0, tokens: 0 };
  tokens.forEach((length, ordinal) => {
    if (!set.has(ordinal)) return;
    count.documents += 1;
    count.tokens += length;
  });
  const { confirmed } = item;
  if (manifest === null || count.documents !== confirmed?.documents || count.tokens !== confirmed.tokens)
    throw damaged(item, file, count);
  return { set, budgetTokens: manifest.budgetTokens, threshold: manifest.threshold, nothing: null };
}

const damaged = (
  { label, confirmed }: Pick<FoundItem, "label" | "confirmed">,
  file: string,
  count: Count,
): StudioError =>
  new StudioError(
    "corrupt",
    `"${label}" was confirmed with ${String(confirmed?.documents)} documents and ${String(confirmed?.tokens)} tokens, ` +
      `but ${file} holds ${String(count.documents)} with ${String(count.tokens)}.`,
    "Remove that folder and confirm the selection again.",
  );
