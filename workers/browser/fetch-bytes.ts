import { StudioError } from "@/core/errors";

export interface ByteProgress {
  readonly loaded: number;
  /** Null when the server did not say how much there is (header `X-Bytes`). */
  readonly total: number | null;
}

/**
 * Fetches a file whole and tells how far it is.
 * @throws StudioError `unavailable` when the server does not answer or does not have the file.
 */
export async function fetchBytes(
  url: string,
  onProgress: (progress: ByteProgress) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw unavailable(url, cause instanceof Error ? cause.message : "no answer");
  });
  if (!response.ok || response.body === null) throw unavailable(url, await reasonOf(response));
  const length = Number(response.headers.get("X-Bytes"));
  const total = length > 0 ? length : null;
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    loaded += part.value.length;
    onProgress({ loaded, total });
  }
  return joined(parts, loaded);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
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
