import path from "node:path";

/** Absolute path of the one folder that holds all data of a studio: `STUDIO_HOME`, by default `./data`. */
export const studioHome = (): string =>
  path.resolve(/* turbopackIgnore: true */ process.env["STUDIO_HOME"] ?? "data");

export const databasePath = (home = studioHome()): string => path.join(home, "studio.db");

/** Folder for scratch; whatever lies there belongs to no one once its job has ended. */
export const scratchPath = (name: string, home = studioHome()): string =>
  path.join(home, "tmp", segment(name));

/** Folder of all corpora; beside that of runs, on storage that a cluster sees, when runs there refer to tokens. */
export const corporaPath = (home = studioHome()): string => path.join(home, "corpora");

/** Folder of one imported state of a corpus, named by its fingerprint. */
export const corpusPath = (fingerprint: string, home = studioHome()): string =>
  path.join(corporaPath(home), segment(fingerprint));

/** Folder in that of a corpus which holds its documents as tokens; a run that refers to them makes them again. */
export const TOKENS_FOLDER = "tokens";

/** Folder of what stays of an import that failed. */
export const importPath = (importId: string, home = studioHome()): string =>
  path.join(home, "imports", segment(importId));

export const selectionPath = (selectionKey: string, home = studioHome()): string =>
  path.join(home, "selections", segment(selectionKey));

/** Folder of all runs; on storage that a cluster sees, when runs are trained there. */
export const runsPath = (home = studioHome()): string => path.join(home, "runs");

export const runPath = (runId: string, home = studioHome()): string =>
  path.join(runsPath(home), segment(runId));

/** Folder of what is learnt in a campaign. */
export const campaignPath = (campaignId: string, home = studioHome()): string =>
  path.join(home, "campaigns", segment(campaignId));

/** Folder of what is kept of the listings of a corpus; losing it costs no more than the time to make it again. */
export const listingsPath = (fingerprint: string, home = studioHome()): string =>
  path.join(home, "cache", "listings", segment(fingerprint));

/** File of which documents a selection holds, a bit each; losing it costs the time to read the selection again. */
export const membersPath = (selectionKey: string, home = studioHome()): string =>
  path.join(home, "cache", "members", `${segment(selectionKey)}.bits`);

/** Folder of the files a person sent; nothing refers to it once they are imported. */
export const uploadPath = (uploadId: string, home = studioHome()): string =>
  path.join(home, "uploads", segment(uploadId));

/** Keys come from the database or from a hash; this only guards against one that would leave its folder. */
function segment(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    throw new RangeError(`${JSON.stringify(name)} is no folder name`);
  return name;
}
