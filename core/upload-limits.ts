/** Most bytes of all files of one upload together. */
export const UPLOAD_BYTES = 256_000_000;

/** Most bytes of one request; a slice is what is sent again after a lost connection. */
export const SLICE_BYTES = 4_000_000;

export const UPLOAD_FILES = 1_000;
