import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

function* linesOf(records: readonly object[]): Generator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`;
}

/** Writes records in the released layout: `<folder>/<domain>/part-<hash>-000000.jsonl`, a JSON object a line. */
export async function writeReleased(
  folder: string,
  byDomain: ReadonlyMap<string, readonly object[]>,
): Promise<void> {
  for (const [domain, records] of byDomain) {
    const hash = createHash("sha256").update(domain).digest("hex").slice(0, 12);
    await mkdir(path.join(folder, domain), { recursive: true });
    const file = path.join(folder, domain, `part-${hash}-000000.jsonl`);
    await pipeline(Readable.from(linesOf(records)), createWriteStream(file));
  }
}
