import { createReadStream } from "node:fs";
import type { Rating } from "@/core/agreement/agreement-figures";
import type { Level } from "@/core/agreement/krippendorff-alpha";
import { StudioError } from "@/core/errors";
import { textLines } from "@/server/storage/text-lines";

/** Names of the fields of a line. */
export interface RatingFields {
  readonly unit: string;
  readonly rater: string;
  readonly value: string;
}

export interface RatingsRead {
  readonly ratings: readonly Rating[];
  /** Lines whose value is null, empty or absent: no rating. */
  readonly missing: number;
}

/**
 * Reads a JSONL file of ratings, one a line; empty lines count for nothing.
 * @throws StudioError `invalid-input` that names file and line; `not-found` for a file that cannot be read
 */
export async function readRatings(
  file: string,
  fields: RatingFields,
  level: Level,
  signal?: AbortSignal,
): Promise<RatingsRead> {
  const reader = new RatingReader(file, fields, level);
  try {
    const input = createReadStream(file, { encoding: "utf8", signal });
    for await (const line of textLines(input)) reader.take(line);
  } catch (error) {
    if (error instanceof StudioError) throw error;
    if (signal?.aborted === true) throw new StudioError("cancelled", `Reading ${file} was stopped.`);
    const detail = error instanceof Error ? error.message : String(error);
    throw new StudioError("not-found", `${file} cannot be read: ${detail}.`, "Name a JSONL file.");
  }
  return reader;
}

class RatingReader implements RatingsRead {
  readonly ratings: Rating[] = [];
  missing = 0;
  readonly #codes = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  #line = 0;

  constructor(
    private readonly file: string,
    private readonly fields: RatingFields,
    private readonly level: Level,
  ) {}

  take(text: string): void {
    this.#line += 1;
    const line = this.#line === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (line.trim() === "") return;
    const row = this.#row(line);
    const unit = this.#name(row, this.fields.unit);
    const rater = this.#name(row, this.fields.rater);
    const value = this.#value(row);
    if (value === null) {
      this.missing += 1;
      return;
    }
    this.#once(unit, rater);
    this.ratings.push({ unit, rater, value });
  }

  #row(line: string): Readonly<Record<string, unknown>> {
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row === "object" && row !== null && !Array.isArray(row)) return { ...row };
    } catch {
      // Said below, with the place.
    }
    throw this.#wrong("is not a JSON object", "Write one rating a line.");
  }

  #name(row: Readonly<Record<string, unknown>>, field: string): string {
    const name = row[field];
    if ((typeof name === "string" && name !== "") || typeof name === "number") return String(name);
    const fields = Object.keys(row).join(", ");
    throw this.#wrong(`has no text or number in "${field}"`, `Its fields are: ${fields}.`);
  }

  #value(row: Readonly<Record<string, unknown>>): number | null {
    const value = row[this.fields.value] ?? null;
    if (value === null || value === "") return null;
    if (this.level === "nominal") return this.#code(value);
    if (typeof value !== "number" || !Number.isFinite(value))
      throw this.#wrong(
        `has ${JSON.stringify(value)} in "${this.fields.value}", which is no number`,
        `The level ${this.level} needs numbers; --level nominal takes any text.`,
      );
    if (this.level === "ratio" && value < 0)
      throw this.#wrong(
        `has ${String(value)} in "${this.fields.value}"`,
        "The level ratio needs numbers of 0 or more; --level interval takes any.",
      );
    return value;
  }

  #code(value: unknown): number {
    const name = JSON.stringify(value);
    const code = this.#codes.get(name) ?? this.#codes.size;
    this.#codes.set(name, code);
    return code;
  }

  #once(unit: string, rater: string): void {
    const key = JSON.stringify([unit, rater]);
    const before = this.#seen.get(key);
    if (before !== undefined)
      throw this.#wrong(
        `is the second rating of ${unit} by ${rater}; the first is line ${String(before)}`,
        "Keep one of the two.",
      );
    this.#seen.set(key, this.#line);
  }

  readonly #wrong = (fault: string, way: string): StudioError =>
    new StudioError("invalid-input", `Line ${String(this.#line)} of ${this.file} ${fault}.`, way);
}
