import { open, mkdir, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { BenchText } from "./import-texts";
import { RATERS, type Rater } from "@/core/raters";
import { countTokens } from "@/core/tokens/llama-tokens";

export interface BenchSource {
  readonly folder: string;
  readonly documents: number;
  readonly bytes: number;
  /** How often the texts go round. */
  readonly rounds: number;
}

/** The field of a row that says how many tokens its text has. */
export const TOKENS_FIELD = "token_count";

const FLUSH_BYTES = 1_000_000;

/**
 * Writes about `bytes` of JSONL in the released layout with the token counts beside it, a folder a domain. Ids are distinct and
 * scores made up. When the texts are used again, one word in 40 has two letters swapped, differently each time: real text goes on to bring new words.
 */
export async function writeBenchSource(
  folder: string,
  texts: readonly BenchText[],
  bytes: number,
): Promise<BenchSource> {
  const random = seeded(1);
  const files = new Map<string, SourceWriter>();
  let written = 0;
  let documents = 0;
  for (; written < bytes; documents += 1) {
    const { text, domain } = texts[documents % texts.length] ?? { text: "none", domain: "none" };
    const isFirstRound = documents < texts.length;
    const file =
      files.get(domain) ?? (await SourceWriter.create(path.join(folder, domain, "part-000000.jsonl")));
    files.set(domain, file);
    const id = `${domain}/${String(documents)}`;
    const content = isFirstRound ? text : withSwaps(text, random);
    const tokens = { [TOKENS_FIELD]: countTokens(content) };
    written += await file.add({ id, content, sub_path: "", ...tokens, ...madeRatings(random) });
  }
  for (const file of files.values()) await file.close();
  return { folder, documents, bytes: written, rounds: documents / texts.length };
}

class SourceWriter {
  private lines: string[] = [];
  private chars = 0;

  private constructor(private readonly handle: FileHandle) {}

  static async create(file: string): Promise<SourceWriter> {
    await mkdir(path.dirname(file), { recursive: true });
    return new SourceWriter(await open(file, "w"));
  }

  /** @returns bytes of the line */
  async add(record: object): Promise<number> {
    const line = `${JSON.stringify(record)}\n`;
    this.lines.push(line);
    this.chars += line.length;
    if (this.chars >= FLUSH_BYTES) await this.flush();
    return Buffer.byteLength(line);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.handle.close();
  }

  private async flush(): Promise<void> {
    await this.handle.appendFile(this.lines.join(""));
    this.lines = [];
    this.chars = 0;
  }
}

const SWAPPED_SHARE = 1 / 40;

const withSwaps = (text: string, random: () => number): string =>
  text.replace(/[a-z]{5,}/g, (word) => {
    if (random() >= SWAPPED_SHARE) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    return `${word.slice(0, at)}${word.slice(at + 1, at + 2)}${word.slice(at, at + 1)}${word.slice(at + 2)}`;
  });

function madeRatings(random: () => number): Record<string, number | number[]> {
  const fields: Record<string, number | number[]> = {};
  RATERS.forEach(({ source }: Rater) => {
    if (source.kind === "scalar") fields[source.field] = random() * 100;
    else {
      const length = source.kind === "item" ? source.length : source.levels;
      fields[source.field] ??= Array.from({ length }, () => random() * 8 - 4);
    }
  });
  return fields;
}

/** A stream of numbers in [0, 1) that is the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
