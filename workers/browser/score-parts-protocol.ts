import type { ErrorCode } from "@/core/errors";
import type { ByteProgress } from "@/workers/browser/build-table";

/** What the worker of the score parts answers to a `TableRequest`; the last is a table or a failure. */
export type ScorePartsAnswer =
  | { readonly kind: "progress"; readonly progress: ByteProgress }
  | { readonly kind: "table"; readonly table: Uint8Array }
  | {
      readonly kind: "failed";
      readonly code: ErrorCode;
      readonly message: string;
      readonly way: string | null;
    };
