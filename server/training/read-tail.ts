import { open } from "node:fs/promises";
import { isNotFound } from "@/server/training/run-files";

/** The last `bytes` of a text file, from the start of a line unless one line is longer; empty when there is no file. */
export async function readTail(file: string, bytes: number): Promise<string> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - bytes);
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - from), position: from });
      const text = buffer.toString("utf8", 0, bytesRead);
      const firstBreak = text.indexOf("\n");
      return from === 0 || firstBreak < 0 ? text : text.slice(firstBreak + 1);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isNotFound(error)) return "";
    throw error;
  }
}
