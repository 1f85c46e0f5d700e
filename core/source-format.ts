/** The kinds of file an import reads, by how their names end. */
export const SOURCE_FORMATS = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** The format of a file by its name, null when an import does not read it. */
export const sourceFormat = (name: string): SourceFormat | null =>
  SOURCE_FORMATS.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? null;

/** `.jsonl, .jsonl.gz, .jsonl.zst or .parquet`, for sentences. */
export const SOURCE_ENDINGS = SOURCE_FORMATS.map((format) => `.${format}`)
  .join(", ")
  .replace(/, (?=[^,]*$)/, " or ");

const NUMBERING = /^[-_.](of|[\da-f]*\d[\da-f]*)$/i;

/** `train` of `train-00000-of-00010.parquet`: what is left of a file's name without format and numbering. */
export function stemOf(name: string): string {
  const format = sourceFormat(name);
  const stem = format === null ? name : name.slice(0, -format.length - 1);
  const parts = stem.split(/(?=[-_.])/);
  while (parts.length > 1 && NUMBERING.test(parts.at(-1) ?? "")) parts.pop();
  return parts.join("");
}
