import path from "node:path";
import { parseArgs } from "node:util";
import { AUDIT_ACTIONS } from "@/core/audit";
import { StudioError } from "@/core/errors";
import { oneOf, required, type Command } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { AUDIT_FORMATS } from "@/server/services/audit/export";
import { listAudit } from "@/server/services/audit/list";
import { writeAudit } from "@/server/services/audit/write";

export const auditCommand: Command = {
  usage: `audit [list | export --out FILE [--format ${AUDIT_FORMATS.join("|")}]] [--action ACTION] [--text TEXT]`,
  summary: "who did what, newest first; export writes all of it to a file",
  async run({ ctx, signal }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        format: { type: "string", default: "csv" },
        action: { type: "string" },
        text: { type: "string" },
      },
    });
    const filter = {
      ...(values.action === undefined ? {} : { action: oneOf(values.action, "--action", AUDIT_ACTIONS) }),
      ...(values.text === undefined ? {} : { text: values.text }),
    };
    const [verb = "list"] = positionals;
    if (verb === "export") {
      const file = path.resolve(required(values.out, "--out"));
      const format = oneOf(values.format, "--format", AUDIT_FORMATS);
      await writeAudit({ ctx, input: { ...filter, format }, file, signal });
      return { json: { file }, lines: [`Audit written to ${file}.`] };
    }
    if (verb !== "list")
      throw new StudioError("invalid-input", `"audit ${verb}" is unknown.`, `Use: ${auditCommand.usage}.`);
    const { lines, next } = await listAudit({ ctx, input: filter });
    const rows = lines.map(({ at, who, action, subject }) => [
      at.toISOString().slice(0, 19),
      who,
      action,
      subject,
    ]);
    return {
      json: { lines },
      lines: [
        ...(rows.length === 0
          ? ["Nothing yet."]
          : table([["at (UTC)", "who", "action", "subject"], ...rows])),
        ...(next === null ? [] : ["… audit export writes all of it."]),
      ],
    };
  },
};
