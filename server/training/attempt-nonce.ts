import { z } from "zod";
import { intentPath, readIfPresent } from "@/server/training/run-files";

const intentSchema = z.object({ nonce: z.string() });

/** The nonce of an attempt, null when nobody ever began to submit it; a torn intent belongs to nothing that lives. */
export async function readNonce({
  runDirectory,
  number,
}: {
  readonly runDirectory: string;
  readonly number: number;
}): Promise<string | null> {
  const text = await readIfPresent(intentPath(runDirectory, number));
  try {
    return text === null ? null : intentSchema.parse(JSON.parse(text)).nonce;
  } catch {
    return null;
  }
}
