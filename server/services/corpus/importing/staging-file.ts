import { open, type FileHandle } from "node:fs/promises";

const FLUSH_CHARS = 1024 * 1024;

/** A file of JSON lines that is written in large pieces. */
export class StagingFile {
  private lines: string[] = [];
  private chars = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<StagingFile> {
    return new StagingFile(path, await open(path, "w"));
  }

  add(row: Readonly<Record<string, unknown>>): void {
    const line = JSON.stringify(row);
    this.lines.push(line);
    this.chars += line.length + 1;
  }

  /** Writes what has gathered once it is worth a write. */
  async drain(atLeast = FLUSH_CHARS): Promise<void> {
    if (this.chars < atLeast || this.lines.length === 0) return;
    const piece = `${this.lines.join("\n")}\n`;
    this.lines = [];
    this.chars = 0;
    await this.handle.writeFile(piece);
  }

  async close(): Promise<void> {
    try {
      await this.drain(0);
    } finally {
      await this.handle.close();
    }
  }
}
