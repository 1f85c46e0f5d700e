import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { madeOnce } from "./made-once";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** A studio started the way a person starts it, on a data folder of its own. */
export interface Studio {
  readonly url: string;
  readonly home: string;
  readonly output: () => string;
  readonly workerPid: () => Promise<number>;
  /** Ctrl-C; resolves with the exit code when everything it started has ended. */
  readonly interrupt: () => Promise<number | null>;
}

/** Two studios that look for a free port at once must not find the same one. */
const PORT = String(3400 + 100 * Number(process.env["TEST_PARALLEL_INDEX"] ?? 0));

export function startProcess(home: string, more: Readonly<Record<string, string>> = {}): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, STUDIO_HOME: home, PORT, NODE_ENV: "production", ...more };
  return spawn(process.execPath, ["scripts/bootstrap.mjs", "start"], { cwd: ROOT, env, detached: true });
}

/** Collects what a process prints and resolves with it once `pattern` was printed or the process has ended. */
export function printed(
  child: ChildProcess,
  pattern: RegExp,
): { output: () => string; until: Promise<string> } {
  let text = "";
  const until = new Promise<string>((resolve) => {
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (pattern.test(text)) resolve(text);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", () => resolve(text));
  });
  return { output: () => text, until };
}

const READY = /is ready after [\d.]+ s: (http:\/\/127\.0\.0\.1:\d+)/;

/** Starts a studio on `home`, with more in its environment, and waits until it says that it is ready. */
export async function openStudio(home: string, more: Readonly<Record<string, string>> = {}): Promise<Studio> {
  const child = startProcess(home, more);
  const { output, until } = printed(child, READY);
  const url = READY.exec(await until)?.[1];
  if (url === undefined) throw new Error(`The studio did not start:\n${output()}`);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const workerPid = async (): Promise<number> => {
    const lock = JSON.parse(await readFile(join(home, "studio.lock"), "utf8")) as { worker: number };
    return lock.worker;
  };
  const interrupt = (): Promise<number | null> => {
    child.kill("SIGINT");
    return ended;
  };
  return { url, home, output, workerPid, interrupt };
}

interface Home {
  readonly home: string;
  readonly remove: () => Promise<void>;
}

/** An empty data folder that is removed by the returned function. */
export async function emptyHome(): Promise<Home> {
  const home = await mkdtemp(join(tmpdir(), "studio-home-"));
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** What the first start does before it serves. */
const prepareData = (home: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/prepare-data.ts"], {
    cwd: ROOT,
    env: { ...process.env, STUDIO_HOME: home },
  });

/** A data folder as the first start leaves it, with the demo corpus. */
export async function demoHome(): Promise<Home> {
  const made = await emptyHome();
  await cp(await madeOnce("demo", prepareData), made.home, { recursive: true });
  return made;
}
