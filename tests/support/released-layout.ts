import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { RATERS, type Rater } from "@/core/raters";
import { randomNumbers } from "@/tests/support/random-numbers";

/** The 22 rater fields of a released record with made-up values in the ranges of real rows. */
export function madeRatings(random: () => number): Record<string, number | number[]> {
  const fields: Record<string, number | number[]> = {};
  RATERS.forEach(({ source }: Rater) => {
    const values = (count: number): number[] => Array.from({ length: count }, () => random() * 8 - 4);
    if (source.field.startsWith("dsir")) fields[source.field] = -24 - random() ** 4 * 1_670_000;
    else if (source.kind === "scalar") fields[source.field] = Math.round(random() * 120_000) / 1000;
    else fields[source.field] ??= values(source.kind === "item" ? source.length : source.levels);
  });
  return fields;
}

/** A whole released record: `sub_path` is empty as in the real files. */
export function madeRecord(id: string, content: string, seed: number): Record<string, unknown> {
  return { id, content, sub_path: "", ...madeRatings(randomNumbers(seed)) };
}

/** Writes `domain/file.jsonl` → lines (or bytes as they are) below a folder. */
export async function writeSource(
  folder: string,
  files: Readonly<Record<string, readonly (object | string)[] | Buffer>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    const bytes = Buffer.isBuffer(content)
      ? content
      : content.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
    await writeFile(file, bytes);
  }
}
