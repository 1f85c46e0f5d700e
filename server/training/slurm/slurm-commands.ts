import { execFile } from "node:child_process";
import path from "node:path";
import { StudioError } from "@/core/errors";
import type { SlurmBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";

type Program = "sbatch" | "squeue" | "scancel" | "scontrol";

/** Runs a program of Slurm and returns what it printed. */
export type SlurmCommand = (program: Program, args: readonly string[]) => Promise<string>;

/** With its controller down a program tries for about 9 s; a cluster under load may take much longer. */
const PATIENCE_MS = 120_000;
const MOST_OUTPUT = 256 * 1024 * 1024;

/** What Slurm's programs and its REST say when no controller answered them, so that nothing is known of what was asked. */
export const NO_ANSWER =
  /unable to contact|connect failure|connection (?:refused|timed out|reset)|timed out|communications? (?:connection|shutdown|error)|zero bytes|controller not responding|no route to host|protocol authentication error|munge|in standby mode|incompatible versions|could not establish a configuration source/i;

/**
 * The programs of one Slurm.
 * Each throws BackendUnreachable when no controller answers, StudioError `not-ready` when a program is missing and
 * `unavailable` with Slurm's own words when it refuses.
 */
export const slurmCommands =
  ({ label, binaries, config }: SlurmBackend): SlurmCommand =>
  (program, args) =>
    new Promise((resolve, reject) => {
      const file = binaries === undefined ? program : path.join(binaries, program);
      const env = { ...ownEnvironment(), ...(config === undefined ? {} : { SLURM_CONF: config }) };
      execFile(file, args, { env, timeout: PATIENCE_MS, maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        if (error.code === "ENOENT") return reject(missing(label, file));
        const words = inWords(stderr) || error.message;
        // Ended by a signal: by the patience above, or by a machine that runs out of memory.
        const silent = error.killed === true || typeof error.signal === "string" || NO_ANSWER.test(stderr);
        return reject(
          silent ? new BackendUnreachable(`${label} gives no answer: ${words}`) : refused(label, words),
        );
      });
    });

/** Without the variables that stand for options of Slurm's programs: what a job is lies in its script alone. */
const ownEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name === "SLURM_CONF" || !/^(?:SBATCH|SQUEUE|SCANCEL|SCONTROL|SLURM)_/.test(name),
    ),
  ),
  NODE_ENV: process.env.NODE_ENV,
});

const missing = (label: string, file: string): StudioError =>
  new StudioError(
    "not-ready",
    `${label}: the program ${file} was not found.`,
    "Install Slurm's client programs on this machine, or name their folder as `binaries` in backends.json.",
  );

export const refused = (label: string, words: string): StudioError =>
  new StudioError(
    "unavailable",
    `${label} refused: ${words}.`,
    "Choose other resources, or have the template in backends.json corrected.",
  );

/** Slurm's complaints without the names of its programs. */
const inWords = (stderr: string): string =>
  stderr
    .trim()
    .split("\n")
    .map((line) => line.replace(/^\w+: (?:error|fatal): /, ""))
    .join("; ");
