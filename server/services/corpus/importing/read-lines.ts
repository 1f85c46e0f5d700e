import { linesOf, readBlocks, type ReadBlocks } from "@/server/services/corpus/importing/read-blocks";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

/** The lines of a line file in batches, numbered from 1; their bytes are valid until the next batch is asked for. */
export async function* readLines(
  file: string,
  onBytes: (bytes: number) => void = () => undefined,
  blocks: Pick<ReadBlocks, "blockBytes"> = {},
): AsyncGenerator<readonly SourceRow[]> {
  let number = 0;
  for await (const block of readBlocks(file, { ...blocks, onBytes })) {
    const rows =
      "refused" in block
        ? [{ number: (number += 1), refused: block.refused }]
        : Array.from(linesOf(block.bytes), (bytes) => ({ number: (number += 1), bytes }));
    yield rows;
  }
}
