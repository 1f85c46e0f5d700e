import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BackendUnreachable } from "@/server/training/launcher";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";

const recorded = (name: string): Promise<string> =>
  readFile(path.join(import.meta.dirname, "../../../support/recorded", name), "utf8");

/** As Slurm 23.11 and later print a job: states as a list, numbers and exit codes as objects. */
const newer = (state: readonly string[], code: number, signal: number): string =>
  JSON.stringify({
    meta: { slurm: { version: { major: "24", micro: "0", minor: "05" } } },
    errors: [],
    warnings: [],
    jobs: [
      {
        job_id: 7,
        name: "mrs-a",
        comment: "meta-rater/a/1/n",
        current_working_directory: "/studio/runs/a",
        state_reason: "None",
        job_state: state,
        exit_code: {
          status: [signal > 0 ? "SIGNALED" : "ERROR"],
          return_code: { set: signal === 0, infinite: false, number: code },
          signal: { id: { set: signal > 0, infinite: false, number: signal }, name: "" },
        },
      },
    ],
  });

const stateOf = (output: string) => parseJobs(output, "Lab").map(({ state }) => state);

describe("what squeue prints", () => {
  it("is read as Slurm 22.05 wrote it: a word for the state, a raw wait status for the exit code", async () => {
    const jobs = parseJobs(await recorded("squeue-22.05.json"), "Lab");
    expect(jobs.map(({ id, name, reason, state }) => [id, name, reason, state])).toEqual([
      [1, "mrs-a", "NonZeroExitCode", { kind: "ended", exitCode: 75 }],
      [2, "mrs-b", "JobLaunchFailure", { kind: "ended", exitCode: 143 }],
      [3, "mrs-c", "None", { kind: "running" }],
      [4, "mrs-c", "Dependency", { kind: "queued" }],
      [5, "mrs-d", "JobHeldUser", { kind: "ended", exitCode: null }],
    ]);
    expect(jobs[0]).toMatchObject({ comment: "meta-rater/a/1/n1", folder: "/studio/runs" });
  });

  it("is no answer when its errors say so, although the list is empty and the program ended with 0", async () => {
    const output = await recorded("squeue-22.05-no-controller.json");
    expect(JSON.parse(output)).toMatchObject({ jobs: [] });
    expect(() => parseJobs(output, "Lab")).toThrow(BackendUnreachable);
    expect(() => parseJobs(output, "Lab")).toThrow("Failed while looking for jobs");
  });

  it("is no answer when it is cut off or in a form nobody knows", () => {
    for (const output of ["", '{"jobs": [', '{"jobs": [{"job_id": 1}]}', "[]"])
      expect(() => parseJobs(output, "Lab")).toThrow(BackendUnreachable);
  });

  it("is read as newer Slurms write it: a list for the state, an object for the exit code", () => {
    expect(stateOf(newer(["RUNNING"], 0, 0))).toEqual([{ kind: "running" }]);
    expect(stateOf(newer(["RUNNING", "COMPLETING"], 0, 0))).toEqual([{ kind: "running" }]);
    expect(stateOf(newer(["PENDING"], 0, 0))).toEqual([{ kind: "queued" }]);
    expect(stateOf(newer(["FAILED"], 75, 0))).toEqual([{ kind: "ended", exitCode: 75 }]);
    expect(stateOf(newer(["FAILED"], 0, 9))).toEqual([{ kind: "ended", exitCode: 137 }]);
    expect(stateOf(newer(["COMPLETED"], 0, 0))).toEqual([{ kind: "ended", exitCode: 0 }]);
  });

  it("has no exit code where Slurm and not the script ended the job", () => {
    for (const state of ["TIMEOUT", "NODE_FAIL", "PREEMPTED", "OUT_OF_MEMORY", "CANCELLED"])
      expect(stateOf(newer([state], 0, 15))).toEqual([{ kind: "ended", exitCode: null }]);
  });
});
