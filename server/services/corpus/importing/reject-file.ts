import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { z } from "zod";
import { textLines } from "@/server/storage/text-lines";

const FLUSH_CHARS = 256 * 1024;

/** A file of rejected rows, one JSON object a line, however many there are. */
export class RejectFile {
  private lines: string[] = [];
  private chars = 0;

  private constructor(
    private readonly handle: FileHandle,
    /** Length of what is written. */
    private length: number,
  ) {}

  /** Goes on behind what the file holds. */
  static async open(path: string): Promise<RejectFile> {
    const handle = await open(path, "a");
    return new RejectFile(handle, (await handle.stat()).size);
  }

  async add(rejection: object): Promise<void> {
    const text = `${JSON.stringify(rejection)}\n`;
    this.lines.push(text);
    this.chars += text.length;
    if (this.chars >= FLUSH_CHARS) await this.flush();
  }

  /** Writes what has gathered. @returns length of the file */
  async flush(): Promise<number> {
    const bytes = Buffer.from(this.lines.join(""));
    this.lines = [];
    this.chars = 0;
    if (bytes.length > 0) await this.handle.appendFile(bytes);
    this.length += bytes.length;
    return this.length;
  }

  /** Makes what was written durable. */
  sync(): Promise<void> {
    return this.handle.sync();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

const stagedRejectSchema = z.strictObject({
  /** Position in the order of the files. */
  file: z.number().int(),
  line: z.number().int(),
  reason: z.string(),
  id: z.string().nullable(),
});

/** A row that was rejected while it was read. */
export type StagedReject = z.output<typeof stagedRejectSchema>;

/** The rows that were rejected while reading, in the order of the files. */
export async function* readStagedRejects(path: string): AsyncGenerator<StagedReject> {
  for await (const line of textLines(createReadStream(path)))
    yield stagedRejectSchema.parse(JSON.parse(line));
}
