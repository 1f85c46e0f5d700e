import { Decompress } from "fzstd";
import { BrokenSource } from "@/server/services/corpus/importing/broken-source";
import { ZstdWindows } from "@/server/services/corpus/importing/zstd-windows";

/** Of fzstd's codes: the data ended within a frame. */
const UNEXPECTED_END = 5;

/**
 * Unpacks a zstd file of one frame or several.
 * @throws BrokenSource once everything before the break has been given
 */
export async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const windows = new ZstdWindows();
  const ready: Buffer[] = [];
  const unpack = new Decompress((piece) =>
    ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)),
  );
  const push = (chunk: Buffer, isLast: boolean): BrokenSource | null => {
    try {
      windows.check(chunk);
      unpack.push(chunk, isLast);
      return null;
    } catch (error) {
      return error instanceof BrokenSource ? error : new BrokenSource(reasonOf(error));
    }
  };
  for await (const chunk of source) {
    const broken = push(chunk, false);
    yield* ready.splice(0);
    if (broken !== null) throw broken;
  }
  const broken = push(Buffer.alloc(0), true);
  yield* ready.splice(0);
  if (broken !== null) throw broken;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error && error.code === UNEXPECTED_END
    ? "the zstd data ends too early"
    : "the zstd data is damaged";
