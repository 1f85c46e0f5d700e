import { countTokens } from "@/core/tokens/llama-tokens";
import { StudioError } from "@/core/errors";
import { REPORTED_REJECTIONS, type Rejection } from "@/server/services/corpus/import-report";
import { sharesOfId } from "@/server/services/corpus/importing/id-shares";
import { MAX_LINE_BYTES, readLines, type Line } from "@/server/services/corpus/importing/read-lines";
import { readRecord, RowRejected, type RecordRules } from "@/server/services/corpus/importing/read-record";
import { rowDigest } from "@/server/services/corpus/importing/row-digest";
import type { SourceFile } from "@/server/services/corpus/importing/source-files";
import { stagedLine, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { StagingFile } from "@/server/services/corpus/importing/staging-file";

/** Characters of text after which a part is closed; a part is sorted in memory. */
export const PART_CHARS = 64 * 1024 * 1024;

/** `part` is a USMALLINT of the score table. */
const MAX_PARTS = 65_536;

export interface StageInput {
  /** Validation files first: their ids win over the same ids in the corpus. */
  readonly files: readonly (SourceFile & { readonly validation: boolean })[];
  readonly paths: StagingPaths;
  readonly tokensField: string | null;
  /** Share of the documents, by hash of their id, that become validation documents. */
  readonly holdout: number;
  readonly partChars?: number;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  /** Called with each part whose two JSON files are complete; runs beside the reading of the next part. */
  readonly convert: (part: number) => Promise<void>;
}

export interface Staged {
  readonly parts: number;
  readonly rows: number;
  readonly rejected: readonly Rejection[];
  readonly rejectedTotal: number;
}

/** Reads all source files once, line by line, into cleaned JSON lines: per part one file of scores and one of texts. */
export async function stageRows(input: StageInput): Promise<Staged> {
  const stage = new Stage(input, await StagingFile.create(input.paths.validationJson));
  try {
    for (const [index, file] of input.files.entries()) {
      for await (const lines of readLines(file.path, input.onBytes)) {
        if (input.signal.aborted) throw new StudioError("cancelled", "The import was cancelled.");
        for (const line of lines) await stage.take(file, index, line);
        await stage.drain();
      }
    }
    return await stage.finish();
  } finally {
    await stage.close();
  }
}

interface Part {
  readonly number: number;
  readonly scores: StagingFile;
  readonly text: StagingFile;
  /** Ids whose text the part holds already: a text part names each id once. */
  readonly ids: Set<string>;
  chars: number;
}

class Stage {
  private rows = 0;
  private parts = 0;
  private part: Part | null = null;
  private converting: Promise<void> = Promise.resolve();
  private readonly rejected: Rejection[] = [];
  private rejectedTotal = 0;

  constructor(
    private readonly input: StageInput,
    private readonly validationText: StagingFile,
  ) {}

  async take(file: StageInput["files"][number], fileIndex: number, line: Line): Promise<void> {
    if (line.bytes !== null && isBlank(line.bytes)) return;
    try {
      if (line.bytes === null)
        throw new RowRejected(`line is longer than ${String(MAX_LINE_BYTES / 1024 / 1024)} MiB`);
      await this.keep(file, fileIndex, line.number, line.bytes);
    } catch (error) {
      if (!(error instanceof RowRejected)) throw error;
      this.rejectedTotal += 1;
      if (this.rejected.length < REPORTED_REJECTIONS) {
        this.rejected.push({ file: file.name, line: line.number, reason: error.reason, id: error.id });
      }
    }
  }

  private async keep(
    file: StageInput["files"][number],
    fileIndex: number,
    line: number,
    bytes: Buffer,
  ): Promise<void> {
    const rules: RecordRules = { tokensField: this.input.tokensField, scoresRequired: !file.validation };
    const record = readRecord(bytes, rules);
    const shares = sharesOfId(record.id);
    const validation = file.validation || shares.holdout < this.input.holdout;
    const known = {
      ...record,
      domain: file.validation ? (record.domain ?? file.domain) : file.domain,
      tokens: record.tokens ?? countTokens(record.text),
      validation,
    };
    const part = this.part ?? (await this.open());
    const seq = this.rows++;
    part.scores.add(
      stagedLine({
        ...known,
        seq,
        part: part.number,
        file: fileIndex,
        line,
        shares,
        digest: rowDigest(known),
      }),
    );
    if (validation) this.validationText.add({ seq, text: record.text });
    else if (!part.ids.has(record.id)) {
      part.ids.add(record.id);
      part.text.add({ doc_id: record.id, text: record.text });
    }
    part.chars += record.text.length;
  }

  async drain(): Promise<void> {
    await this.validationText.drain();
    if (this.part === null) return;
    await this.part.scores.drain();
    await this.part.text.drain();
    if (this.part.chars >= (this.input.partChars ?? PART_CHARS)) await this.closePart();
  }

  async finish(): Promise<Staged> {
    await this.closePart();
    await this.converting;
    await this.validationText.drain(0);
    return { parts: this.parts, rows: this.rows, rejected: this.rejected, rejectedTotal: this.rejectedTotal };
  }

  /** Releases what is open, also after an error. */
  async close(): Promise<void> {
    await this.converting.catch(() => undefined);
    await this.validationText.close();
    await this.part?.scores.close();
    await this.part?.text.close();
  }

  private async open(): Promise<Part> {
    const number = this.parts++;
    if (number >= MAX_PARTS)
      throw new StudioError(
        "invalid-input",
        "The corpus holds more text than 65,536 parts.",
        "Import it in pieces.",
      );
    const { paths } = this.input;
    const scores = await StagingFile.create(paths.scoresJson(number));
    const text = await StagingFile.create(paths.textJson(number));
    this.part = { number, scores, text, ids: new Set(), chars: 0 };
    return this.part;
  }

  private async closePart(): Promise<void> {
    const { part } = this;
    if (part === null) return;
    this.part = null;
    await part.scores.close();
    await part.text.close();
    await this.converting;
    this.converting = this.input.convert(part.number);
    this.converting.catch(() => undefined);
  }
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
