import { createHash } from "node:crypto";

/** Names a set of columns, whatever their order: what a mapping is remembered under. */
export const columnsKey = (paths: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify([...new Set(paths)].sort()))
    .digest("hex");
