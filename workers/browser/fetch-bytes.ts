import { StudioError } from "@/core/errors";

/**
 * Fetches a file whole and tells of every piece that arrives.
 * @throws StudioError `unavailable` when the server does not answer or does not have the file.
 */
export async function fetchBytes(
  url: string,
  cache: RequestCache,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal, cache }).catch((cause: unknown) => {
    throw unavailable(url, cause instanceof Error ? cause.message : "no answer");
  });
  if (!response.ok || response.body === null) throw unavailable(url, await reasonOf(response));
  const pieces: Uint8Array[] = [];
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    onBytes(piece.value.length);
  }
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && "message" in body && typeof body.message === "string"
    ? body.message
    : `the server answered ${String(response.status)}`;
}

const unavailable = (url: string, reason: string): StudioError =>
  new StudioError(
    "unavailable",
    `The scores for the preview could not be loaded from ${url}: ${reason.replace(/\.$/, "")}.`,
    "Check that the studio is still running, then reload the page.",
  );
