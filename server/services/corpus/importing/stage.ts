import { StudioError } from "@/core/errors";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import {
  START,
  writeCheckpoint,
  type Checkpoint,
  type Position,
} from "@/server/services/corpus/importing/checkpoint";
import type { ImportFile } from "@/server/services/corpus/importing/import-key";
import type { Judged, RejectedRow } from "@/server/services/corpus/importing/judge-block";
import { packTexts } from "@/server/services/corpus/importing/pack-texts";
import { PartTexts } from "@/server/services/corpus/importing/part-texts";
import { PartDraft } from "@/server/services/corpus/importing/part-draft";
import type { RejectFile, StagedReject } from "@/server/services/corpus/importing/reject-file";
import type { StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { syncPath } from "@/server/storage/atomic-file";
import { rm } from "node:fs/promises";

/** Memory of the rows after which a part is closed. */
const PART_BYTES = 16 * 1024 * 1024;

/** `part` is a USMALLINT of the score table. */
const MAX_PARTS = 65_536;

export type Staged = Pick<Checkpoint, "parts" | "rows" | "rejected" | "emptyFiles">;

export interface StageOptions {
  readonly paths: StagingPaths;
  /** Names sources and options in checkpoints. */
  readonly key: string;
  readonly partBytes?: number;
  readonly packer: DuckDb;
  readonly rejects: RejectFile;
  readonly signal: AbortSignal;
}

/** Where the rows of a judged piece stand in their file. */
export interface TakenPiece {
  readonly linesBefore: number;
  readonly linesAfter: number;
  /** Behind the piece. */
  readonly offset: number;
}

/** Gathers what was judged into parts, in the order of the files; a closed part is a checkpoint. */
export class Stage {
  private state: Omit<Checkpoint, "key" | "rejectedBytes">;
  private texts: PartTexts;
  private draft: PartDraft;
  /** Of the part that is being written. */
  private closingTexts: PartTexts;
  private closing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: StageOptions,
    checkpoint: Checkpoint | null,
  ) {
    const { parts, rows, rejected, emptyFiles, position } = checkpoint ?? NOTHING;
    this.state = { parts, rows, rejected, emptyFiles, position };
    [this.texts, this.closingTexts] = [new PartTexts(this.partBytes), new PartTexts(this.partBytes)];
    this.draft = new PartDraft(parts, this.texts);
  }

  private get partBytes(): number {
    return this.options.partBytes ?? PART_BYTES;
  }

  get position(): Position {
    return this.state.position;
  }

  /** Takes judged rows. */
  async take({ batch, rejected }: Judged, place: TakenPiece): Promise<void> {
    const { linesBefore, linesAfter, offset } = place;
    const { position, rows } = this.state;
    this.draft.add(batch, { seq: rows, file: position.file, linesBefore });
    for (const row of rejected) await this.reject({ ...row, line: linesBefore + row.line });
    const hasRows = position.hasRows || batch.rows + rejected.length > 0;
    this.state = {
      ...this.state,
      rows: rows + batch.rows,
      position: { ...position, offset, lines: linesAfter, hasRows },
    };
    if (this.draft.bytes >= this.partBytes) await this.closePart();
  }

  /** Takes one line that cannot be read. */
  async refuse(reason: string, offset: number | null): Promise<void> {
    const { position } = this.state;
    const line = position.lines + 1;
    await this.reject({ line, reason, id: null });
    this.state = {
      ...this.state,
      position: { ...position, offset: offset ?? position.offset, lines: line, hasRows: true },
    };
  }

  endFile(file: ImportFile): void {
    const { position, emptyFiles } = this.state;
    this.state = {
      ...this.state,
      emptyFiles: position.hasRows ? emptyFiles : [...emptyFiles, file.name],
      position: { ...START, file: position.file + 1 },
    };
  }

  /** Closes the last part. */
  async finish(): Promise<Staged> {
    await this.closePart();
    await this.closing;
    return this.state;
  }

  /** Waits for what is still being written, whatever becomes of it. */
  async settle(): Promise<void> {
    await this.closing.catch(() => undefined);
  }

  private async reject({ line, reason, id }: RejectedRow): Promise<void> {
    this.state = { ...this.state, rejected: this.state.rejected + 1 };
    const rejected: StagedReject = { file: this.state.position.file, line, reason, id };
    await this.options.rejects.add(rejected);
  }

  /** Begins to write the part; the one before has to be done, so that no more than two are in memory. */
  private async closePart(): Promise<void> {
    await this.closing;
    const { draft, options } = this;
    if (draft.number >= MAX_PARTS)
      throw new StudioError(
        "invalid-input",
        "The corpus holds more text than 65,536 parts.",
        "Import it in pieces.",
      );
    const parts = draft.number + 1;
    this.state = { ...this.state, parts };
    [this.texts, this.closingTexts] = [this.closingTexts, this.texts];
    this.texts.clear();
    this.draft = new PartDraft(parts, this.texts);
    const rejectedBytes = await options.rejects.flush();
    this.closing = writePart(draft, options, { ...this.state, key: options.key, rejectedBytes });
    this.closing.catch(() => undefined);
  }
}

const NOTHING = { parts: 0, rows: 0, rejected: 0, emptyFiles: [], position: START };

/** Writes the files of a part and, once they are durable, the checkpoint behind it. */
async function writePart(draft: PartDraft, options: StageOptions, checkpoint: Checkpoint): Promise<void> {
  const { paths, packer, rejects, signal } = options;
  const { number } = draft;
  const written = await draft.write(paths);
  const texts = paths.draft(number);
  await packTexts(packer, `read_parquet(${sqlText(texts)})`, paths.text(number), signal);
  await rm(texts);
  for (const file of [...written, paths.text(number)]) await syncPath(file);
  await rejects.sync();
  await writeCheckpoint(paths, checkpoint);
}
