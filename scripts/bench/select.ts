import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import type { SelectFigures } from "./select-child";
import { selectTable, type SelectTable } from "./select-table";
import { rounded } from "./times";
import { studioHome } from "@/server/storage/home";

/**
 * `npm run bench -- select [--documents N] [--json]`: an exact count in the two passes of the server beside a window over
 * all documents in their order, each in a fresh process. `ratio` says how many times as fast the two passes are.
 */
export async function benchSelect(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      documents: { type: "string", default: "10000000" },
      json: { type: "boolean", default: false },
    },
  });
  const documents = Number(values.documents);
  const table = await selectTable(path.join(studioHome(), "bench"), documents);
  const scratch = await mkdtemp(path.join(tmpdir(), "bench-select-"));
  try {
    const studio = await runChild("studio", table, scratch);
    const window = await runChild("window", table, scratch);
    if (studio.documents !== window.documents || studio.tokens !== window.tokens)
      throw new Error(
        `the studio selects ${String(studio.documents)} documents, the window ${String(window.documents)}`,
      );
    const ratio = rounded(window.seconds / studio.seconds);
    console.log(lineOf("two passes", studio));
    console.log(lineOf("window", window));
    const answer = { documents, ...costOf(studio), window: costOf(window), ratio };
    if (values.json) console.log(JSON.stringify(answer));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const costOf = ({ seconds, peakBytes }: SelectFigures) => ({ seconds: rounded(seconds), peakBytes });

const lineOf = (name: string, { seconds, peakBytes, documents }: SelectFigures): string =>
  `${name.padEnd(11)} ${seconds.toFixed(2)} s, ${(peakBytes / 1e6).toFixed(0)} MB at its peak, ` +
  `${documents.toLocaleString("en")} documents selected`;

async function runChild(kind: string, table: SelectTable, scratch: string): Promise<SelectFigures> {
  const child = path.join(import.meta.dirname, "select-child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...["--import", "tsx", child, kind, table.scores, table.statistics],
    path.join(scratch, kind),
  ]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as SelectFigures;
}
