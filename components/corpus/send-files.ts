import { SLICE_BYTES } from "@/core/upload-limits";

/** A file to send, named as it shall be called there: `wikipedia/part-1.jsonl`. */
export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

interface StoredFile {
  readonly name: string;
  readonly stored: number;
}

interface UploadState {
  readonly files: readonly StoredFile[];
}

export interface SendFiles {
  readonly id: string;
  readonly files: readonly NamedFile[];
  /** Announces the files, or asks again how much of them is there. */
  readonly begin: () => Promise<UploadState>;
  readonly put: (url: string, slice: Blob, signal: AbortSignal) => Promise<Response>;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Told the bytes of all files that are stored. */
  readonly onStored: (bytes: number) => void;
}

/** Tries of one slice, and how long to wait before each but the first. */
const PAUSES_MS = [500, 1000, 2000, 4000] as const;

/** What the server refused, as it says it; `errorText` reads it. */
export class RefusedSlice extends Error {
  readonly data: { readonly studio: unknown };

  constructor(studio: unknown) {
    super("The studio refused a slice.");
    this.data = { studio };
  }
}

/**
 * Sends files in slices from where they are; a slice that fails is tried again from what has arrived.
 * @throws RefusedSlice, or the network's error once the tries are used up; what is stored stays
 */
export async function sendFiles(sending: SendFiles): Promise<void> {
  const { files, signal, onStored } = sending;
  let stored = storedByName(await sending.begin());
  const tell = (): void => onStored([...stored.values()].reduce((sum, bytes) => sum + bytes, 0));
  tell();
  for (const { name, file } of files) {
    let failed = 0;
    for (let at = stored.get(name) ?? 0; at < file.size; at = stored.get(name) ?? 0) {
      signal.throwIfAborted();
      try {
        stored.set(name, await sendSlice(sending, { name, file }, at));
        failed = 0;
      } catch (error) {
        const pause = PAUSES_MS[failed];
        if (signal.aborted || error instanceof RefusedSlice || pause === undefined) throw error;
        failed += 1;
        await sending.pause(pause);
        stored = await sending.begin().then(storedByName, () => stored);
      }
      tell();
    }
  }
}

const storedByName = ({ files }: UploadState): Map<string, number> =>
  new Map(files.map(({ name, stored }) => [name, stored]));

/** Statuses after which the same slice can succeed: taken over by another, or cut off. */
const WORTH_ANOTHER_TRY: ReadonlySet<number> = new Set([409, 499, 500, 502, 504]);

async function sendSlice(
  { id, put, signal }: SendFiles,
  { name, file }: NamedFile,
  at: number,
): Promise<number> {
  const search = new URLSearchParams({ name, offset: String(at) });
  const response = await put(
    `/api/upload/${id}?${search.toString()}`,
    file.slice(at, at + SLICE_BYTES),
    signal,
  );
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isStored(answer)) return answer.stored;
  if (WORTH_ANOTHER_TRY.has(response.status))
    throw new Error(`The studio answered ${String(response.status)}.`);
  throw new RefusedSlice(answer);
}

const isStored = (answer: unknown): answer is { stored: number } =>
  typeof answer === "object" && answer !== null && "stored" in answer && typeof answer.stored === "number";
