/** Options of sbatch by their long names; `true` for one without a value. */
export type SbatchOptions = Readonly<Record<string, string | true>>;

/** A job as either way to a Slurm takes it. */
export interface BatchJob {
  readonly options: SbatchOptions;
  /** Lines of its script for a login shell. */
  readonly lines: readonly string[];
}

/** The script with its options, as sbatch and people read them; slurmrestd is told them apart. */
export const batchScript = ({ options, lines }: BatchJob): string =>
  [
    "#!/bin/bash -l",
    ...optionWords({ ...options, ...quotedPaths(options) }).map((option) => `#SBATCH ${option}`),
    "",
    ...lines,
    "",
  ].join("\n");

/** Options as arguments of a program. */
export const optionWords = (options: SbatchOptions): readonly string[] =>
  Object.entries(options).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));

/** Slurm reads % in them as a pattern. */
const quotedPaths = (options: SbatchOptions): SbatchOptions =>
  Object.fromEntries(
    (["chdir", "output"] as const).flatMap((name) => {
      const value = options[name];
      return typeof value === "string" ? [[name, `"${value.replaceAll("%", "%%")}"`]] : [];
    }),
  );
