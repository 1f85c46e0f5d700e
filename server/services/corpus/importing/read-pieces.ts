import { sourceFormat } from "@/core/source-format";
import type { SourceMapping } from "@/core/source-mapping";
import type { Position } from "@/server/services/corpus/importing/checkpoint";
import type { Task } from "@/server/services/corpus/importing/judge-block";
import { readBlocks, type ReadBlocks } from "@/server/services/corpus/importing/read-blocks";
import { readParquet } from "@/server/services/corpus/importing/read-parquet";

/** Rows to be judged, or one that cannot be read, with the place behind them in the file; null when it ends there. */
export type Piece =
  | { readonly content: Task["content"]; readonly end: number }
  | { readonly refused: string; readonly end: number | null };

/** What there is to do of a file from a position on, whatever its format. */
export async function* readPieces(
  file: string,
  mapping: SourceMapping,
  { offset, lines }: Pick<Position, "offset" | "lines">,
  blocks: Omit<ReadBlocks, "from">,
): AsyncGenerator<Piece> {
  if (sourceFormat(file) !== "parquet") {
    for await (const block of readBlocks(file, { ...blocks, from: offset }))
      yield "refused" in block ? block : { content: block.bytes, end: block.end };
    return;
  }
  for await (const rows of readParquet(file, mapping, blocks.onBytes)) {
    const last = rows.at(-1)?.number ?? 0;
    if (last > lines) yield { content: rows, end: last };
  }
}
