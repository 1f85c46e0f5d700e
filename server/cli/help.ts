import type { Command } from "@/server/cli/command";

/** What `studio` without arguments prints. */
export function help(commands: readonly Command[]): string[] {
  return [
    "Meta-rater Studio from the terminal: npm run studio -- <command>",
    "",
    ...commands.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]),
    "",
    "  --json prints the result as one JSON object on the last line.",
    "  A corpus is named by id, name (its latest version), name@number or fingerprint.",
    "  Data lies in STUDIO_HOME (./data); a studio may be running beside.",
  ];
}
