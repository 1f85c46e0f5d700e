import { StudioError } from "@/core/errors";
import { agreementCommand } from "@/server/cli/agreement-command";
import { backendsCommand } from "@/server/cli/backends-command";
import { campaignCommand } from "@/server/cli/campaign-command";
import { cleanCommand } from "@/server/cli/clean-command";
import { compareCommand } from "@/server/cli/compare-command";
import { corporaCommand } from "@/server/cli/corpora-command";
import { fitCommand } from "@/server/cli/fit-command";
import { help } from "@/server/cli/help";
import { importCommand } from "@/server/cli/import-command";
import { progressLine } from "@/server/cli/progress-line";
import { ratersCommand } from "@/server/cli/raters-command";
import { recipeCommand } from "@/server/cli/recipe-command";
import { reviewCommand } from "@/server/cli/review-command";
import { runsCommand } from "@/server/cli/runs-command";
import { selectCommand } from "@/server/cli/select-command";
import { synthCommand } from "@/server/cli/synth-command";
import { trainCommand } from "@/server/cli/train-command";
import type { Answer, Command } from "@/server/cli/command";
import { migrate } from "@/server/db/migrate";
import { localContext } from "@/server/services/context";

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  synth: synthCommand,
  corpora: corporaCommand,
  raters: ratersCommand,
  recipe: recipeCommand,
  select: selectCommand,
  compare: compareCommand,
  train: trainCommand,
  runs: runsCommand,
  fit: fitCommand,
  campaign: campaignCommand,
  backends: backendsCommand,
  agreement: agreementCommand,
  review: reviewCommand,
  clean: cleanCommand,
};

/** Exit codes: 1 it failed, 2 it was asked for wrongly, 130 it was stopped. */
const EXIT = { failed: 1, usage: 2, stopped: 130 } as const;

async function answer(name: string, args: string[]): Promise<Answer> {
  const command = COMMANDS[name];
  if (command === undefined) {
    const names = Object.keys(COMMANDS).join(", ");
    throw new StudioError("invalid-input", `"${name}" is not a command.`, `Commands: ${names}.`);
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const progress = progressLine(process.stderr);
  await migrate();
  const ctx = localContext();
  try {
    return await command.run({ ctx, signal: stop.signal, progress: progress.write }, args);
  } finally {
    progress.end();
    await ctx.db.$disconnect();
  }
}

/** One clear line; what is unexpected shows where it happened as well. */
function complain(error: unknown, name: string): number {
  if (error instanceof StudioError) {
    process.stderr.write(`${[error.message, error.way].filter((part) => part !== null).join(" ")}\n`);
    if (error.code === "cancelled") return EXIT.stopped;
    return error.code === "invalid-input" ? EXIT.usage : EXIT.failed;
  }
  const wrongOption =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (wrongOption) {
    process.stderr.write(
      `${error.message.split(". ")[0] ?? ""}. Use: npm run studio -- ${COMMANDS[name]?.usage ?? "help"}\n`,
    );
    return EXIT.usage;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}

const asJson = process.argv.includes("--json");
const [name = "help", ...args] = process.argv.slice(2).filter((arg) => arg !== "--json");
if (["help", "--help", "-h"].includes(name)) {
  process.stdout.write(`${help(Object.values(COMMANDS)).join("\n")}\n`);
} else {
  try {
    const { json, lines } = await answer(name, args);
    process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : `${lines.join("\n")}\n`);
  } catch (error) {
    process.exitCode = complain(error, name);
  }
}
