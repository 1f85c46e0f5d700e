import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import type { ChildFigures } from "./import-child";
import { writeBenchSource, type BenchSource } from "./import-source";
import { benchTexts } from "./import-texts";
import { rounded } from "./times";

const KINDS = ["import", "given", "control", "scan"] as const;
type Kind = (typeof KINDS)[number];

/** A corpus that a small one is compared with for memory. */
const SMALL_BYTES = 10_000_000;
const MEGABYTE = 1_000_000;

interface Measured {
  readonly seconds: number;
  readonly mbPerSecond: number;
  readonly peakBytes: number;
}

/**
 * `npm run bench -- import [--megabytes N] [--repetitions N] [--texts FILE] [--json]`: a whole import, one that takes the
 * token counts that the source gives, DuckDB that reads the same JSONL into Parquet (the control) and one that only reads
 * it (the scan), each in a fresh process, in turns.
 */
export async function benchImport(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      megabytes: { type: "string", default: "200" },
      repetitions: { type: "string", default: "3" },
      texts: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), "bench-import-"));
  try {
    const { source, texts } = await benchTexts(values.texts);
    const large = await writeBenchSource(
      path.join(folder, "large"),
      texts,
      Number(values.megabytes) * MEGABYTE,
    );
    const small = await writeBenchSource(path.join(folder, "small"), texts, SMALL_BYTES);
    const rounds = rounded(large.rounds);
    console.log(
      `${String(large.documents)} documents, ${megabytes(large.bytes)} MB: ${source}, each ${String(rounds)} times.`,
    );
    const figures = await measure(large, folder, Number(values.repetitions));
    const smallRun = await runChild("import", small, folder);
    const toControl = (kind: Kind): number =>
      rounded(figures[kind].mbPerSecond / figures.control.mbPerSecond);
    const [ratio, givenRatio] = [toControl("import"), toControl("given")];
    const memory = {
      small: { bytes: small.bytes, peakBytes: smallRun.peakBytes },
      large: { bytes: large.bytes, peakBytes: figures.import.peakBytes },
    };
    console.log(
      `The import is ${String(ratio)} times as fast as the control, ${String(givenRatio)} times where tokens are given.`,
    );
    for (const { bytes, peakBytes } of Object.values(memory))
      console.log(`Importing ${megabytes(bytes)} MB took ${megabytes(peakBytes)} MB of memory at its peak.`);
    const { documents, bytes } = large;
    const answer = { documents, bytes, texts: { source, rounds }, ...figures, ratio, givenRatio, memory };
    if (values.json) console.log(JSON.stringify(answer));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);

/** Medians of runs in turns, so that what else the machine does falls on all of them. */
async function measure(
  source: BenchSource,
  folder: string,
  repetitions: number,
): Promise<Record<Kind, Measured>> {
  const runs: Record<Kind, ChildFigures[]> = { import: [], given: [], control: [], scan: [] };
  for (let repetition = 0; repetition < repetitions; repetition += 1)
    for (const kind of KINDS) {
      const run = await runChild(kind, source, folder);
      if (run.documents !== source.documents)
        throw new Error(`${kind} found ${String(run.documents)} documents of ${String(source.documents)}`);
      runs[kind].push(run);
    }
  const of = (kind: Kind): Measured => {
    const measured = measuredOf(runs[kind], source.bytes);
    console.log(
      `${kind.padEnd(8)} ${String(measured.seconds).padStart(8)} s  ${String(measured.mbPerSecond).padStart(8)} MB/s`,
    );
    return measured;
  };
  return { import: of("import"), given: of("given"), control: of("control"), scan: of("scan") };
}

function measuredOf(runs: readonly ChildFigures[], bytes: number): Measured {
  const seconds =
    runs.map((run) => run.seconds).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
  return {
    seconds: rounded(seconds),
    mbPerSecond: rounded(bytes / MEGABYTE / seconds),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
  };
}

async function runChild(kind: Kind, source: BenchSource, folder: string): Promise<ChildFigures> {
  const child = path.join(import.meta.dirname, "import-child.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", child, kind, source.folder, path.join(folder, "scratch")],
    { maxBuffer: MEGABYTE },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ChildFigures;
}
