import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { TABLE_BYTES } from "@/core/tokens/token-tables";

const FOLDER = path.resolve(import.meta.dirname, "../../../../generated/kernel");

/** Written by scripts/build-kernel.ts. */
export const KERNEL_FILE = path.join(FOLDER, "tokens.wasm");
export const TABLES_FILE = path.join(FOLDER, "tables.bin");

/** What the threads of an import count tokens with. */
export interface KernelParts {
  readonly module: WebAssembly.Module;
  /** Memory of `tablesIn`. */
  readonly tables: SharedArrayBuffer;
}

export async function readKernel(): Promise<KernelParts> {
  const [module, tables] = await Promise.all([readModule(), readTables()]);
  return { module, tables };
}

const readModule = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await readFile(KERNEL_FILE));

async function readTables(): Promise<SharedArrayBuffer> {
  const tables = new SharedArrayBuffer(TABLE_BYTES);
  const file = await open(TABLES_FILE);
  try {
    const { bytesRead } = await file.read(new Uint8Array(tables));
    if (bytesRead !== TABLE_BYTES) throw new RangeError(`${TABLES_FILE} is not whole`);
  } finally {
    await file.close();
  }
  return tables;
}
