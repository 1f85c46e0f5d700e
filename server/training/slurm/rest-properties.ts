import type { SbatchOptions } from "@/server/training/slurm/batch-job";

/** What slurmrestd calls an option of sbatch where it has another name for it. */
const NAMES: Readonly<Record<string, string>> = {
  "job-name": "name",
  begin: "begin_time",
  chdir: "current_working_directory",
  output: "standard_output",
  "ntasks-per-node": "tasks_per_node",
  mem: "memory_per_node",
  time: "time_limit",
  constraint: "constraints",
  exclude: "exclude_nodes",
};

/** It asks for some environment, which the login shell of a script replaces. */
const ENVIRONMENT = { PATH: "/usr/local/bin:/usr/bin:/bin" };

/** Options of sbatch as v0.0.38 takes them in the body of a submission. */
export function restProperties(options: SbatchOptions): Readonly<Record<string, unknown>> {
  const { export: _, ...told } = options;
  const properties = Object.entries(told).map(([option, value]) => {
    const name = NAMES[option] ?? option.replaceAll("-", "_");
    return [name, valueOf(name, value)] as const;
  });
  return { ...Object.fromEntries(properties), environment: ENVIRONMENT };
}

function valueOf(name: string, value: string | true): string | true {
  if (value === true) return name === "exclusive" ? name : true;
  // A pattern here as in a script, unlike the folder.
  if (name === "standard_output") return value.replaceAll("%", "%%");
  // It knows no signal for the batch script alone.
  return name === "signal" ? value.replace(/^B:/, "") : value;
}
