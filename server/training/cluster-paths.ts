import path from "node:path";

export interface PathPair {
  readonly studio: string;
  readonly cluster: string;
}

/** Where a path of the studio lies for the cluster: by the longest folder that holds it, the same outside all of them. */
export function clusterPath(studioPath: string, pairs: readonly PathPair[]): string {
  const inside = pairs
    .map(({ studio, cluster }) => ({ cluster, rest: path.relative(studio, studioPath) }))
    .filter(({ rest }) => rest !== ".." && !rest.startsWith(`..${path.sep}`) && !path.isAbsolute(rest))
    .sort((a, b) => a.rest.length - b.rest.length)[0];
  return inside === undefined ? studioPath : path.posix.join(inside.cluster, inside.rest);
}
