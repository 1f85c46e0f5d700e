import path from "node:path";
import { BoundedCache } from "@/server/services/bounded-cache";
import { readOrdinals, writeOrdinals } from "@/server/storage/ordinal-file";
import { boundFolder } from "@/server/storage/bounded-folder";
import { listingsPath } from "@/server/storage/home";
import { errorFields, log } from "@/server/telemetry/log";

/** Bytes of all files under cache/listings; those used longest ago go first. */
const MAX_FILE_BYTES = 1024 ** 3;
/** Bytes of all lists held in memory. */
const MAX_MEMORY_BYTES = 128 * 1024 ** 2;
/** An empty list weighs something too. */
const ENTRY_BYTES = 256;

export interface CorpusFiles {
  readonly fingerprint: string;
  readonly home: string;
}

/** Lists of ordinals by name: the ones used last in memory, those worth it as files too. */
export class OrdinalCache {
  private readonly held = new BoundedCache<Uint32Array>(MAX_MEMORY_BYTES);

  /** The list if it is in memory. */
  peek(corpus: CorpusFiles, name: string): Uint32Array | null {
    return this.held.get(keyOf(corpus, name)) ?? null;
  }

  /** The list if it is in memory or an undamaged file. */
  async find(corpus: CorpusFiles, name: string): Promise<Uint32Array | null> {
    const held = this.peek(corpus, name);
    if (held !== null) return held;
    const read = await readOrdinals(fileOf(corpus, name));
    if (read !== null) this.hold(corpus, name, read);
    return read;
  }

  hold(corpus: CorpusFiles, name: string, ordinals: Uint32Array): void {
    this.held.set(keyOf(corpus, name), ordinals, ordinals.byteLength + ENTRY_BYTES);
  }

  /** Holds a list and writes it; a full disk costs only the file. */
  async keep(corpus: CorpusFiles, name: string, ordinals: Uint32Array): Promise<void> {
    this.hold(corpus, name, ordinals);
    try {
      await writeOrdinals(fileOf(corpus, name), ordinals);
      await boundFolder(path.dirname(listingsPath(corpus.fingerprint, corpus.home)), MAX_FILE_BYTES);
    } catch (error) {
      log("warn", "a listing could not be kept", errorFields(error));
    }
  }
}

const keyOf = ({ fingerprint, home }: CorpusFiles, name: string): string =>
  `${home}\n${fingerprint}\n${name}`;

const fileOf = ({ fingerprint, home }: CorpusFiles, name: string): string =>
  path.join(listingsPath(fingerprint, home), `${name}.u32`);
