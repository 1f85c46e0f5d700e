import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import type { JobProgress } from "@/server/services/job/job-summary";

/** What a command has to work with. */
export interface Terminal {
  readonly ctx: Context;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Goes to standard error. */
  readonly progress: (progress: JobProgress) => void;
}

/** What a command answers: `json` is printed as the last line under --json, `lines` otherwise. */
export interface Answer {
  readonly json: object;
  readonly lines: readonly string[];
}

export interface Command {
  /** Without `npm run studio -- `. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (terminal: Terminal, args: string[]) => Promise<Answer>;
}

/** @throws StudioError `invalid-input` when an option that must be given is not */
export function required(value: string | undefined, option: string): string {
  if (value !== undefined && value.trim() !== "") return value;
  throw new StudioError("invalid-input", `${option} is missing.`, "See npm run studio -- help.");
}

/** @throws StudioError `invalid-input` when an option is not a number */
export function numeric(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number)) return number;
  throw new StudioError(
    "invalid-input",
    `${option} is "${value}", which is not a number.`,
    "Write it like 0.01.",
  );
}

/** @throws StudioError `invalid-input` that lists what there is when an option is none of it */
export function oneOf<T extends string>(value: string, option: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new StudioError("invalid-input", `${option} is "${value}".`, `Choose one of ${choices.join(", ")}.`);
}

/** An object without the options that were not given. */
export const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
