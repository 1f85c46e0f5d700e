import type { SourceMapping } from "@/core/source-mapping";

/** Where a source lies: a path on the server, or files that were sent. */
export type SourceLocation = { readonly path: string } | { readonly uploadId: string };

/** What a person asks for in the import form. */
export interface ImportRequest {
  readonly location: SourceLocation;
  readonly name: string;
  readonly mapping: SourceMapping;
  readonly validationPath: string | null;
  /** Shares in 0 … 1. */
  readonly maxRejects: number;
  readonly holdout: number;
}

/** As the server takes it. */
export const importInput = ({ location, validationPath, ...request }: ImportRequest) => ({
  ...request,
  ...location,
  ...(validationPath === null ? {} : { validationPath }),
});
