import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./step";

const RESTART_DELAY_MS = 1000;

/** A long-lived child in a process group of its own, so that Ctrl-C reaches it through us only, in order. */
export interface Child {
  readonly pid: () => number | null;
  /** Asks it to end and waits; a second call kills. */
  readonly stop: () => Promise<void>;
}

interface ChildOptions {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onStart: () => void;
}

/** Starts a script under tsx and starts it again when it ends unasked. */
export function keepRunning({ name, script, env, onStart }: ChildOptions): Child {
  let child: ChildProcess | null = null;
  let asked = false;
  const start = (): void => {
    child = fork(join(ROOT, script), [], { cwd: ROOT, env, detached: true, execArgv: ["--import", "tsx"] });
    onStart();
    child.once("exit", (code, signal) => {
      if (asked) return;
      process.stderr.write(
        `The ${name} ended unexpectedly (${String(signal ?? code)}); starting it again.\n`,
      );
      setTimeout(start, RESTART_DELAY_MS);
    });
  };
  start();
  const stop = async (): Promise<void> => {
    const running = child;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(asked ? "SIGKILL" : "SIGTERM");
    asked = true;
    await ended;
  };
  return { pid: () => child?.pid ?? null, stop };
}
