import type { z } from "zod";
import { exportAudit, type exportAuditInput } from "@/server/services/audit/export";
import type { Context } from "@/server/services/context";
import { writePieces } from "@/server/storage/write-pieces";

interface Writing {
  readonly ctx: Context;
  readonly input: z.input<typeof exportAuditInput>;
  /** A path on this machine; what stands there stays until all of the new is written. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Writes the audit to a file. @throws as `exportAudit`; `AbortError` once the signal aborts */
export const writeAudit = ({ ctx, input, file, signal }: Writing): Promise<void> =>
  writePieces(file, exportAudit({ ctx, input }).pieces, signal);
