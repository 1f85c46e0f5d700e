import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import asc from "assemblyscript/asc";
import { llamaTables } from "@/core/tokens/llama-tables";
import { KERNEL_FILE, TABLES_FILE } from "@/server/services/corpus/importing/kernel-files";

const ROOT = path.join(import.meta.dirname, "..");

/** Compiles workers/kernel/tokens.ts to WebAssembly. */
async function compile(): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      "workers/kernel/tokens.ts",
      "--baseDir",
      ROOT,
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--outFile",
      "tokens.wasm",
    ],
    {
      writeFile: (_name, content) => {
        if (content instanceof Uint8Array) binary = content;
      },
    },
  );
  if (error !== null || binary === null)
    throw new Error(`The token kernel could not be compiled:\n${stderr.toString()}`);
  return binary;
}

/** Whole or not at all: an import may begin meanwhile. */
async function write(file: string, content: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

await write(KERNEL_FILE, await compile());
await write(TABLES_FILE, new Uint8Array(llamaTables().borders.buffer));
