import path from "node:path";
import { z } from "zod";

/** Name of the last entry of a backup: an archive that was cut off has none. */
export const MANIFEST = "manifest.json";

/** Whoever may read a backup reads everything: it is its owner's alone, and so is what is unpacked from it. */
export const OWNER_ONLY = 0o600;
export const OWNER_ONLY_FOLDER = 0o700;

/** An entry with the rows of a table, one line each. */
export const tableEntry = (name: string): string => `database/${name}.jsonl`;

const HOME = "home/";

/** An entry with a file of the studio's folder. */
export const homeEntry = (relative: string): string => `${HOME}${relative.split(path.sep).join("/")}`;

/** Path below the studio's folder of an entry, null for one that is no file of it. */
export const homeFileOf = (entry: string): string | null =>
  entry.startsWith(HOME) ? entry.slice(HOME.length) : null;

/** An entry's name leads nowhere but below the folder it is written to. */
const isPlainName = (name: string): boolean =>
  !name.includes("\\") &&
  !name.includes("\0") &&
  path.posix.normalize(name) === name &&
  !/^(\/|\.\.)/.test(name);

const entrySchema = z.strictObject({
  name: z.string().refine(isPlainName, "leads out of its folder"),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const backupManifestSchema = z.strictObject({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Name of the last migration: rows fit a database of exactly this schema. */
  schema: z.string(),
  withCorpora: z.boolean(),
  entries: z.array(entrySchema),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackupEntry = z.infer<typeof entrySchema>;
