import { exportAnswers } from "@/server/services/review/export-answers";
import { writePieces } from "@/server/storage/write-pieces";

interface Writing extends Omit<Parameters<typeof exportAnswers>[0], "signal"> {
  /** A path on this machine; what stands there stays until all of the new is written. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Writes all answers of a session to a file. @throws as `exportAnswers`; `AbortError` once the signal aborts */
export async function writeAnswers({ ctx, input, file, signal }: Writing): Promise<void> {
  const { pieces } = await exportAnswers({ ctx, input, signal });
  await writePieces(file, pieces, signal);
}
