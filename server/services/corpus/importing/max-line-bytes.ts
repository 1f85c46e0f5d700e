/** A line, or a text of a column, that holds more bytes is not read into memory. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** The limit for sentences. */
export const MAX_LINE_SIZE = `${String(MAX_LINE_BYTES / 1024 / 1024)} MiB`;
