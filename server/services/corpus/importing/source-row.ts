/**
 * One row of a source file, before it is judged; `number` is counted from 1 within the file.
 * Of a line file the bytes of the line without its line feed; of a file with columns the fields by name, as JSON would
 * give them (numbers are numbers, never bigint; null is missing); of either why the reader refuses the row.
 */
export type SourceRow =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly number: number; readonly refused: string };
