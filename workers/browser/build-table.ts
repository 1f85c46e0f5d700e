import { StudioError } from "@/core/errors";
import { bytesOf, type ScorePart } from "@/core/score-parts";
import { assembleTable, type LoadedPart } from "@/workers/browser/assemble-table";
import { fetchBytes } from "@/workers/browser/fetch-bytes";
import { openPartCache, type PartCache } from "@/workers/browser/part-cache";

export interface TableRequest {
  /** Folder of the parts on the server; a part lies at `<folder>/<sha256>.arrow`. */
  readonly folder: string;
  readonly parts: readonly ScorePart[];
}

/** Bytes of the parts that are here, and of all of them. */
export interface ByteProgress {
  readonly loaded: number;
  readonly total: number;
}

export type BuildTable = (
  request: TableRequest,
  onProgress: (progress: ByteProgress) => void,
  signal: AbortSignal,
) => Promise<Uint8Array>;

/**
 * Has the parts of a table come, from this browser's cache or from the server, and joins them to one Arrow IPC stream.
 * @throws StudioError `unavailable`; `corrupt` when a part's bytes are not those of its hash, also when fetched again
 */
export const buildTable: BuildTable = async (request, onProgress, signal) => {
  const cache = await openPartCache();
  const total = bytesOf(request.parts);
  let loaded = 0;
  const onBytes = (bytes: number): void => {
    loaded += bytes;
    onProgress({ loaded, total });
  };
  const parts = request.parts.map(async (part): Promise<LoadedPart> => {
    const data = await loadPart(request.folder, part, { cache, onBytes, signal });
    return { ...part, data };
  });
  return assembleTable(await Promise.all(parts));
};

interface Loading {
  readonly cache: PartCache | null;
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

async function loadPart(
  folder: string,
  part: ScorePart,
  { cache, onBytes, signal }: Loading,
): Promise<Uint8Array> {
  const kept = (await cache?.get(part.sha256)) ?? null;
  if (kept !== null && (await isWhole(kept, part))) {
    onBytes(part.bytes);
    return kept;
  }
  // What the part cache keeps need not lie in the browser's own cache as well.
  const ways: readonly RequestCache[] = [cache === null ? "default" : "no-store", "reload"];
  for (const way of ways) {
    let arrived = 0;
    const count = (bytes: number): void => {
      arrived += bytes;
      onBytes(bytes);
    };
    const bytes = await fetchBytes(`${folder}/${part.sha256}.arrow`, way, count, signal);
    if (await isWhole(bytes, part)) {
      await cache?.put(part.sha256, bytes);
      return bytes;
    }
    onBytes(-arrived);
  }
  await cache?.drop(part.sha256);
  throw new StudioError(
    "corrupt",
    `A part of the scores (${part.sha256.slice(0, 12)}) arrived damaged, also when it was fetched again.`,
    "Import the corpus again: its file on the server is damaged. The exact count on the server works without it.",
  );
}

async function isWhole(bytes: Uint8Array<ArrayBuffer>, { sha256 }: ScorePart): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
