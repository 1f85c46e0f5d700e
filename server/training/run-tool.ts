import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { StudioError } from "@/core/errors";

export interface ToolOptions {
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface ToolResult {
  /** Exit code, 128 + n for signal n; 127 when the program could not be started. */
  readonly code: number;
  /** Everything it printed, standard output and error in the order they came. */
  readonly output: string;
}

const NOT_STARTED = 127;
const KILLED = 137;

/**
 * Runs a program to its end and collects what it prints, line by line; an abort ends its whole process group.
 * @throws StudioError `cancelled` after an abort.
 */
export async function runTool(
  command: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const { onLine, signal } = options;
  if (isAborted(signal)) throw cancelled(command);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const end = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      child.kill("SIGTERM");
    }
  };
  signal?.addEventListener("abort", end, { once: true });
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(NOT_STARTED));
    child.once("close", (status) => resolve(status ?? KILLED));
  });
  signal?.removeEventListener("abort", end);
  if (isAborted(signal)) throw cancelled(command);
  return { code, output: lines.join("\n") };
}

const cancelled = (command: string): StudioError =>
  new StudioError("cancelled", `${command} was stopped before it had ended.`);

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;
