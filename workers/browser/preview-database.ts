import type { SqlEngine } from "@/core/engine";

/** The engine a preview runs on. */
export interface PreviewDatabase extends SqlEngine {
  /** Makes a table of an Arrow IPC stream; the bytes are handed over and must not be used again. */
  load(table: string, stream: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
