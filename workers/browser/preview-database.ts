import type { ColumnEngine } from "@/core/columns";

/** The engine a preview runs on. */
export interface PreviewDatabase extends ColumnEngine {
  /** Makes a table of an Arrow IPC stream; the bytes are handed over and must not be used again. */
  load(table: string, stream: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
