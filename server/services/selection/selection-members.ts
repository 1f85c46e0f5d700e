import { open, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { gatherSet } from "@/server/services/comparison/gather-set";
import { SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { membersPath, selectionPath } from "@/server/storage/home";

export interface MemberOf {
  readonly selectionKey: string;
  readonly home: string;
  /** Selectable documents of the corpus version: ordinals are less. */
  readonly documents: number;
}

/**
 * Whether a written selection holds the document of an ordinal. The first question about a selection reads its ordinals and
 * keeps a bit a document in the cache; every later one reads one byte of it.
 * @throws StudioError `not-found` when the files of the selection are gone, `cancelled`
 */
export async function isMember(selection: MemberOf, ordinal: number, signal: AbortSignal): Promise<boolean> {
  if (ordinal >= selection.documents) return false;
  const file = membersPath(selection.selectionKey, selection.home);
  const size = await stat(file).then(
    (found) => found.size,
    () => -1,
  );
  if (size !== Math.ceil(selection.documents / 8)) await writeMembers(selection, file, signal);
  const bits = await open(file, "r");
  try {
    const { buffer } = await bits.read({ buffer: Buffer.alloc(1), position: ordinal >>> 3 });
    return (((buffer[0] ?? 0) >>> (ordinal & 7)) & 1) === 1;
  } finally {
    await bits.close();
  }
}

async function writeMembers(
  { selectionKey, home, documents }: MemberOf,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const source = path.join(selectionPath(selectionKey, home), SELECTION_FILE);
  await stat(source).catch(() => {
    throw new StudioError("not-found", `The files of selection ${selectionKey.slice(0, 12)} are gone.`);
  });
  const engine = await openDuckDb({ memoryMb: 256 });
  try {
    const set = await gatherSet(
      engine,
      `SELECT ordinal FROM read_parquet(${sqlText(source)})`,
      documents,
      signal,
    );
    await writeFileAtomic(file, set.bits);
  } finally {
    engine.close();
  }
}
