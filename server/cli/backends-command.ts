import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import type { Answer, Command, Terminal } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { checkBackend } from "@/server/services/backend/check";
import { listBackends } from "@/server/services/backend/list";

export const backendsCommand: Command = {
  usage: "backends [check ID]",
  summary: "list where runs can be trained, or try whether they could be trained there",
  async run(terminal, args) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    const [verb, id] = positionals;
    if (verb === undefined) return list(terminal);
    if (verb === "check" && id !== undefined && positionals.length === 2) return check(terminal, id);
    throw new StudioError(
      "invalid-input",
      `backends ${positionals.join(" ")} is nothing.`,
      "Use: backends check ID",
    );
  },
};

async function list({ ctx }: Terminal): Promise<Answer> {
  const backends = await listBackends({ ctx });
  const rows = backends.map(({ id, kind, label, templates }) => [
    ...[id, kind, label, templates.map(({ name }) => name).join(", ") || "–"],
  ]);
  return { json: { backends }, lines: table([["id", "kind", "name", "templates"], ...rows]) };
}

/** @throws StudioError `not-ready` when a step fails, so that scripts see it */
async function check({ ctx, signal }: Terminal, id: string): Promise<Answer> {
  const steps = await checkBackend({ ctx, input: { id }, signal });
  const lines = steps.map(({ name, ok, detail }) => `${ok ? "ok    " : "FAILED"}  ${name}: ${detail}`);
  if (steps.every(({ ok }) => ok)) return { json: { steps }, lines };
  throw new StudioError("not-ready", lines.join("\n"));
}
