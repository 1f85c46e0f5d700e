import { copyFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PACKAGE_VERSION } from "@duckdb/duckdb-wasm/blocking";

/** What a page loads at run time: `eh` wherever WebAssembly has exceptions, `mvp` elsewhere. */
const FILES = [
  "duckdb-eh.wasm",
  "duckdb-browser-eh.worker.js",
  "duckdb-mvp.wasm",
  "duckdb-browser-mvp.worker.js",
];

const source = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
const folder = join(import.meta.dirname, "..", "public", "duckdb");
const target = join(folder, PACKAGE_VERSION);

const bytesOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );

await mkdir(target, { recursive: true });
for (const entry of await readdir(folder, { withFileTypes: true }))
  if (entry.isDirectory() && entry.name !== PACKAGE_VERSION)
    await rm(join(folder, entry.name), { recursive: true });
for (const file of FILES) {
  const [from, to] = [join(source, file), join(target, file)];
  if ((await bytesOf(from)) === (await bytesOf(to))) continue;
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}
