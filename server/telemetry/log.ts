import { visibleText } from "@/core/visible-text";
import { requestId } from "@/server/telemetry/request-scope";

const LEVELS = ["error", "warn", "info", "debug"] as const;
type Level = (typeof LEVELS)[number];

/** From `STUDIO_LOG`; by default a person at the terminal is told only what went wrong. */
const threshold = (): number => {
  const named = LEVELS.findIndex((level) => level === process.env["STUDIO_LOG"]);
  return named === -1 ? LEVELS.indexOf("warn") : named;
};

/**
 * Writes one line of JSON to standard error, if `STUDIO_LOG` asks for its level. Fields are facts, never inputs, headers
 * or texts of documents.
 */
export function log(
  level: Level,
  message: string,
  fields: Readonly<Record<string, string | number | boolean | null>> = {},
): void {
  if (LEVELS.indexOf(level) > threshold()) return;
  const request = requestId();
  const line = {
    time: new Date().toISOString(),
    level,
    message,
    ...(request === null ? {} : { request }),
    ...fields,
  };
  process.stderr.write(`${visibleText(JSON.stringify(line))}\n`);
}

/** What is known of an unexpected error, for its line in the log. */
export const errorFields = (error: unknown): { readonly error: string; readonly stack: string | null } =>
  error instanceof Error
    ? { error: `${error.name}: ${error.message}`, stack: error.stack ?? null }
    : { error: String(error), stack: null };
