import path from "node:path";
import { build } from "esbuild";

let program: Promise<string> | null = null;

/**
 * What a thread that judges runs, as one piece of JavaScript. Node 20 gives threads no TypeScript, and a loader in each takes
 * longer to begin than a hundred megabytes take to judge.
 */
export function judgeProgram(): Promise<string> {
  program ??= bundle();
  return program;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "judge-messages.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    legalComments: "none",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild made no program for the threads of an import");
  return file.text;
}
