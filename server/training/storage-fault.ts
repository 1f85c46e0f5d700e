/** What storage of a network says when it cannot be asked for a moment; files that are not there say something else. */
const FAULTS = new Set(["EIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN"]);

export const isStorageFault = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && typeof error.code === "string" && FAULTS.has(error.code);
