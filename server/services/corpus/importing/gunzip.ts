import { createGunzip } from "node:zlib";
import { BrokenSource } from "@/server/services/corpus/importing/broken-source";

const CHUNK_BYTES = 256 * 1024;

/**
 * Unzips a gzip file of one member or several.
 * @throws BrokenSource once everything before the break has been given
 */
export async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const ready: Buffer[] = [];
  let given = 0;
  let isOver = false;
  let failure: Error | null = null;
  let wake = (): void => undefined;
  unzip.on("data", (piece: Buffer) => ready.push(piece));
  unzip.on("error", (error) => (failure = error));
  unzip.on("end", () => (isOver = true));
  for (const event of ["error", "end"]) unzip.on(event, () => wake());
  /** Node forgets the callback of a write that ends in something that is no gzip data. */
  const until = (act: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      act(resolve);
    });
  const refuseBreak = (): void => {
    if (failure !== null) throw new BrokenSource(reasonOf(failure));
    if (isOver && unzip.bytesWritten < given) throw new BrokenSource(DAMAGED);
  };
  try {
    for await (const chunk of source) {
      given += chunk.length;
      await until((done) => unzip.write(chunk, () => done()));
      yield* ready.splice(0);
      refuseBreak();
    }
    await until(() => unzip.end());
    yield* ready.splice(0);
    refuseBreak();
  } finally {
    unzip.destroy();
  }
}

const DAMAGED = "the gzip data is damaged";

const reasonOf = (error: NodeJS.ErrnoException): string =>
  error.code === "Z_BUF_ERROR" ? "the gzip data ends too early" : DAMAGED;
