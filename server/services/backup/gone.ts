/** For a `catch`: null where a file or folder is gone, which is no fault of a backup beside a training. */
export function nullIfGone(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
