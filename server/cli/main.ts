import { StudioError } from "@/core/errors";
import { visibleText } from "@/core/visible-text";
import { help } from "@/server/cli/help";
import { progressLine } from "@/server/cli/progress-line";
import type { Answer, Command } from "@/server/cli/command";
import { migrate } from "@/server/db/migrate";
import { settleCutRestore } from "@/server/services/backup/pending-restore";
import { localContext } from "@/server/services/context";

/** Each loaded when it is asked for: what all of them need together takes a second to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import("@/server/cli/import-command")).importCommand,
  synth: async () => (await import("@/server/cli/synth-command")).synthCommand,
  corpora: async () => (await import("@/server/cli/corpora-command")).corporaCommand,
  raters: async () => (await import("@/server/cli/raters-command")).ratersCommand,
  recipe: async () => (await import("@/server/cli/recipe-command")).recipeCommand,
  select: async () => (await import("@/server/cli/select-command")).selectCommand,
  compare: async () => (await import("@/server/cli/compare-command")).compareCommand,
  train: async () => (await import("@/server/cli/train-command")).trainCommand,
  evaluate: async () => (await import("@/server/cli/evaluate-command")).evaluateCommand,
  runs: async () => (await import("@/server/cli/runs-command")).runsCommand,
  fit: async () => (await import("@/server/cli/fit-command")).fitCommand,
  campaign: async () => (await import("@/server/cli/campaign-command")).campaignCommand,
  backends: async () => (await import("@/server/cli/backends-command")).backendsCommand,
  agreement: async () => (await import("@/server/cli/agreement-command")).agreementCommand,
  review: async () => (await import("@/server/cli/review-command")).reviewCommand,
  backup: async () => (await import("@/server/cli/backup-command")).backupCommand,
  restore: async () => (await import("@/server/cli/restore-command")).restoreCommand,
  accounts: async () => (await import("@/server/cli/accounts-command")).accountsCommand,
  audit: async () => (await import("@/server/cli/audit-command")).auditCommand,
  clean: async () => (await import("@/server/cli/clean-command")).cleanCommand,
};

/** Exit codes: 1 it failed, 2 it was asked for wrongly, 130 it was stopped. */
const EXIT = { failed: 1, usage: 2, stopped: 130 } as const;

async function answer(name: string, args: string[]): Promise<Answer> {
  const load = COMMANDS[name];
  if (load === undefined) {
    const names = Object.keys(COMMANDS).join(", ");
    throw new StudioError("invalid-input", `"${name}" is not a command.`, `Commands: ${names}.`);
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const progress = progressLine(process.stderr);
  const command = await load();
  await migrate();
  const ctx = localContext();
  await settleCutRestore(ctx);
  try {
    return await command.run({ ctx, signal: stop.signal, progress: progress.write }, args);
  } finally {
    progress.end();
    await ctx.db.$disconnect();
  }
}

/** One clear line; what is unexpected shows where it happened as well. */
async function complain(error: unknown, name: string): Promise<number> {
  if (error instanceof StudioError) {
    const parts = [error.message, error.way].filter((part) => part !== null);
    process.stderr.write(`${visibleText(parts.join(" "))}\n`);
    if (error.code === "cancelled") return EXIT.stopped;
    return error.code === "invalid-input" ? EXIT.usage : EXIT.failed;
  }
  const wrongOption =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (wrongOption) {
    const usage = (await COMMANDS[name]?.())?.usage ?? "help";
    process.stderr.write(`${error.message.split(". ")[0] ?? ""}. Use: npm run studio -- ${usage}\n`);
    return EXIT.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${visibleText(text)}\n`);
  return EXIT.failed;
}

const asJson = process.argv.includes("--json");
const [name = "help", ...args] = process.argv.slice(2).filter((arg) => arg !== "--json");
if (["help", "--help", "-h"].includes(name)) {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  process.stdout.write(`${help(commands).join("\n")}\n`);
} else {
  try {
    const { json, lines } = await answer(name, args);
    // Names and texts come from anywhere: none of them may steer the terminal.
    process.stdout.write(`${visibleText(asJson ? JSON.stringify(json) : lines.join("\n"))}\n`);
  } catch (error) {
    process.exitCode = await complain(error, name);
  }
}
