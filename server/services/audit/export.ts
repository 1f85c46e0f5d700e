import { z } from "zod";
import { csvText } from "@/core/export-cell";
import { authorise } from "@/server/services/authorise";
import { auditFilter, readAudit, type AuditFilter, type AuditLine } from "@/server/services/audit/list";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const AUDIT_FORMATS = ["csv", "jsonl"] as const;

export const exportAuditInput = auditFilter.extend({ format: z.enum(AUDIT_FORMATS).default("csv") });

export interface AuditExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly pieces: AsyncGenerator<string>;
}

const FORMATS = {
  csv: {
    contentType: "text/csv; charset=utf-8",
    head: "at,who,action,subject,detail\n",
    line: ({ at, who, action, subject, detail }: AuditLine) =>
      `${[at.toISOString(), who, action, subject, JSON.stringify(detail)].map(csvText).join(",")}\n`,
  },
  jsonl: {
    contentType: "application/x-ndjson",
    head: "",
    line: (line: AuditLine) => `${JSON.stringify(line)}\n`,
  },
} as const;

const TAKE = 1000;

/** The audit as a file, newest first, read as it is written. */
export function exportAudit({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof exportAuditInput>;
}): AuditExport {
  const { format, ...filter } = parseInput(exportAuditInput, input);
  authorise(ctx, "read the audit");
  const { contentType } = FORMATS[format];
  const fileName = `audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  return { fileName, contentType, pieces: piecesOf(ctx, filter, format) };
}

async function* piecesOf(
  ctx: Context,
  filter: AuditFilter,
  format: (typeof AUDIT_FORMATS)[number],
): AsyncGenerator<string> {
  const { head, line } = FORMATS[format];
  yield head;
  for (let after: string | undefined, more = true; more;) {
    const lines = await readAudit(ctx.db, ctx, { filter, after, take: TAKE });
    yield lines.map(line).join("");
    after = lines.at(-1)?.id;
    more = lines.length === TAKE;
  }
}
