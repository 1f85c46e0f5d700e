import { stat } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import { uint32Column } from "@/server/duckdb/raw-column";
import { sqlTexts } from "@/server/duckdb/sql-literal";
import { containsSql } from "@/server/services/document/contains-sql";
import type { CorpusFiles } from "@/server/services/document/ordinal-cache";
import {
  ordinalsByPart,
  type OpenCorpus,
  type OrdinalsByPart,
} from "@/server/services/document/ordinals-by-part";
import { textPart } from "@/server/services/document/read-texts";

export interface SearchProgress {
  /** Text parts read, of `total`. */
  readonly done: number;
  readonly total: number;
  /** Documents found so far. */
  readonly found: number;
}

/** Compressed bytes of texts that one statement reads: a step of progress, and what each statement costs by itself is lost. */
const STEP_BYTES = 32 * 1024 ** 2;

/**
 * Ordinals of the documents whose text contains a text but for case, ascending: one pass over all text parts.
 * @throws StudioError `corrupt` when a part does not hold the texts of its documents
 */
export async function searchTexts(
  { engine, table, corpus }: OpenCorpus,
  search: string,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (progress: SearchProgress) => void },
): Promise<Uint32Array> {
  const parts = await ordinalsByPart({ engine, table, corpus }, signal);
  const condition = containsSql("text", search);
  const found: number[] = [];
  const tell = (done: number): void => onProgress({ done, total: parts.size, found: found.length });
  tell(0);
  let done = 0;
  for (const step of await stepsOf(corpus, [...parts.keys()])) {
    await engine.gather(
      matchesSql(step, condition),
      (chunk) => {
        const [files, rows] = [uint32Column(chunk, 0), uint32Column(chunk, 1)];
        files.forEach((file, at) => found.push(ordinalAt(step[file], parts, rows[at] ?? 0)));
      },
      signal,
    );
    done += step.length;
    tell(done);
  }
  return Uint32Array.from(found).sort();
}

interface TextPart {
  readonly part: number;
  readonly file: string;
}

/** Parts that one statement reads. */
async function stepsOf(corpus: CorpusFiles, parts: readonly number[]): Promise<TextPart[][]> {
  const steps: TextPart[][] = [];
  let bytes = Infinity;
  for (const part of parts) {
    const file = textPart(corpus.fingerprint, corpus.home, part);
    if (bytes >= STEP_BYTES) {
      steps.push([]);
      bytes = 0;
    }
    steps.at(-1)?.push({ part, file });
    bytes += await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return steps;
}

const matchesSql = (step: readonly TextPart[], condition: string): string =>
  `SELECT file_index::UINTEGER, file_row_number::UINTEGER FROM ` +
  `read_parquet(${sqlTexts(step.map(({ file }) => file))}, file_row_number = true) WHERE ${condition}`;

/** Both a part and the score table are in the order of ids, so the n-th text of a part belongs to its n-th document. */
function ordinalAt(part: TextPart | undefined, parts: OrdinalsByPart, row: number): number {
  const ordinal = part === undefined ? undefined : parts.get(part.part)?.[row];
  if (ordinal !== undefined) return ordinal;
  throw new StudioError(
    "corrupt",
    `${part?.file ?? "A file of texts"} holds more texts than documents.`,
    "Import the corpus again.",
  );
}
