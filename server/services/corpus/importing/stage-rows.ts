import { mkdir } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import type { SourceMapping } from "@/core/source-mapping";
import { START, type Checkpoint } from "@/server/services/corpus/importing/checkpoint";
import type { ImportFile } from "@/server/services/corpus/importing/import-key";
import { JudgePool } from "@/server/services/corpus/importing/judge-pool";
import { openPacker } from "@/server/services/corpus/importing/pack-texts";
import { readPieces, type Piece } from "@/server/services/corpus/importing/read-pieces";
import { recordRules } from "@/server/services/corpus/importing/read-record";
import { RejectFile } from "@/server/services/corpus/importing/reject-file";
import { Stage, type Staged } from "@/server/services/corpus/importing/stage";
import type { StagingPaths } from "@/server/services/corpus/importing/staged-columns";

export interface StageInput {
  /** Validation files first: their ids win over the same ids in the corpus. */
  readonly files: readonly ImportFile[];
  readonly paths: StagingPaths;
  readonly mapping: SourceMapping;
  /** Share of the documents, by hash of their id, that become validation documents. */
  readonly holdout: number;
  readonly sizes: StageSizes;
  /** Names sources and options in checkpoints. */
  readonly key: string;
  /** What was read before. */
  readonly checkpoint: Checkpoint | null;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Bytes of a block and memory of a part; only tests set them. */
export interface StageSizes {
  readonly blockBytes?: number;
  readonly partBytes?: number;
}

/**
 * Reads all source files into parts of staged rows and packed texts, judging the rows on all cores.
 * @throws StudioError `cancelled`
 */
export async function stageRows(input: StageInput): Promise<Staged> {
  const { paths, key, sizes, signal } = input;
  await mkdir(path.dirname(paths.text(0)), { recursive: true });
  const pool = await JudgePool.open();
  const packer = await openPacker(paths.temporary);
  const rejects = await RejectFile.open(paths.rejected);
  const stage = new Stage({ paths, key, ...sizes, packer, rejects, signal }, input.checkpoint);
  try {
    await readAll(input, pool, stage);
    return await stage.finish();
  } finally {
    await stage.settle();
    await rejects.close();
    packer.close();
    await pool.close();
  }
}

/** Judges pieces side by side and takes them in their order. */
async function readAll(input: StageInput, pool: JudgePool, stage: Stage): Promise<void> {
  const underWay: (() => Promise<void>)[] = [];
  const takeFirst = async (): Promise<void> => {
    if (input.signal.aborted) throw new StudioError("cancelled", "The import was cancelled.");
    await underWay.shift()?.();
  };
  const start = stage.position;
  for (const [index, file] of input.files.entries()) {
    if (index < start.file) {
      input.onBytes(file.bytes);
      continue;
    }
    const from = index === start.file ? start : START;
    const blocks = { ...input.sizes, memory: pool.blocks, onBytes: input.onBytes };
    for await (const piece of readPieces(file.path, input.mapping, from, blocks)) {
      underWay.push(judge(input, pool, stage, file, piece));
      if (underWay.length > pool.capacity) await takeFirst();
    }
    underWay.push(async () => stage.endFile(file));
  }
  while (underWay.length > 0) await takeFirst();
}

/** Begins to judge a piece. @returns how to take it, once all before it have been taken */
function judge(
  { mapping, holdout }: StageInput,
  pool: JudgePool,
  stage: Stage,
  file: ImportFile,
  piece: Piece,
): () => Promise<void> {
  if ("refused" in piece) return () => stage.refuse(piece.refused, piece.end);
  const { content, end } = piece;
  const isLines = content instanceof Uint8Array;
  const { domain, validation } = file;
  const judged = pool.judge({ content, rules: recordRules(mapping, file), domain, validation, holdout });
  judged.catch(() => undefined);
  return async () => {
    const found = await judged;
    // Lines are numbered within their block, rows of a file with columns within the file.
    const linesBefore = isLines ? stage.position.lines : 0;
    await stage.take(found, {
      linesBefore,
      linesAfter: isLines ? linesBefore + found.lines : end,
      offset: end,
    });
    pool.reuse(found);
  };
}
