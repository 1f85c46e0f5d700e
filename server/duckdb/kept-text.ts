import type { SqlValue } from "@/core/engine";

const GUARD = "|";

/**
 * The SQL of a text column that reaches JavaScript whole, to be read by `keptText`: node-api decodes strings with a
 * TextDecoder, which swallows a U+FEFF at their start, and real documents do begin with one.
 */
export const keepText = (expression: string): string => `'${GUARD}' || ${expression}`;

export const keptText = (value: SqlValue | undefined): string => String(value).slice(GUARD.length);
