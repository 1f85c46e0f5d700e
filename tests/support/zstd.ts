import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";

/** Text as zstd makes it, by the compressor inside of DuckDB. */
export async function zstdOf(text: string, folder: string): Promise<Buffer> {
  const [plain, packed] = [path.join(folder, "plain.txt"), path.join(folder, "packed.zst")];
  await writeFile(plain, text);
  const engine = await openDuckDb({ temporaryFolder: folder });
  try {
    const lines = `read_csv(${sqlText(plain)}, columns = {line: 'VARCHAR'}, delim = '\\t', quote = '', escape = '', header = false)`;
    await engine.run(
      `COPY (SELECT line FROM ${lines}) TO ${sqlText(packed)} (FORMAT csv, COMPRESSION zstd, HEADER false, QUOTE '', DELIMITER '\\t')`,
    );
  } finally {
    engine.close();
  }
  return readFile(packed);
}

/** A zstd frame of blocks as they are, without compression. */
export function zstdFrame(
  blocks: readonly Buffer[],
  { windowDescriptor = 10 << 3 }: { windowDescriptor?: number } = {},
): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowDescriptor]);
  const bodies = (blocks.length === 0 ? [Buffer.alloc(0)] : blocks).map((block, at, all) => {
    const size = Buffer.alloc(3);
    size.writeUIntLE((block.length << 3) | (at === all.length - 1 ? 1 : 0), 0, 3);
    return Buffer.concat([size, block]);
  });
  return Buffer.concat([header, ...bodies]);
}
