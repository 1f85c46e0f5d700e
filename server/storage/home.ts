import path from "node:path";

/** Absolute path of the one folder that holds all data of a studio: `STUDIO_HOME`, by default `./data`. */
export const studioHome = (): string =>
  path.resolve(/* turbopackIgnore: true */ process.env["STUDIO_HOME"] ?? "data");

export const databasePath = (home = studioHome()): string => path.join(home, "studio.db");

/** Folder for scratch; whatever lies there belongs to no one once its job has ended. */
export const scratchPath = (name: string, home = studioHome()): string =>
  path.join(home, "tmp", segment(name));

/** Folder of one imported state of a corpus, named by its fingerprint. */
export const corpusPath = (fingerprint: string, home = studioHome()): string =>
  path.join(home, "corpora", segment(fingerprint));

export const selectionPath = (selectionKey: string, home = studioHome()): string =>
  path.join(home, "selections", segment(selectionKey));

export const runPath = (runId: string, home = studioHome()): string =>
  path.join(home, "runs", segment(runId));

/** Keys come from the database or from a hash; this only guards against one that would leave its folder. */
function segment(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    throw new RangeError(`${JSON.stringify(name)} is no folder name`);
  return name;
}
