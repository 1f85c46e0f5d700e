import { describe, expect, it } from "vitest";
import { parseStat } from "@/server/storage/process-identity";
import { localCommand } from "@/server/training/trainer-command";

const attempt = { runId: "r", runDirectory: "/runs/r", number: 3, processes: 1 };

describe("command of a trainer", () => {
  it("runs one process under its supervisor", () => {
    expect(localCommand("/venv/bin/python", attempt).join(" ")).toBe(
      "nice -n 10 /venv/bin/python -m meta_rater_gpu.supervise /runs/r --attempt 3 -- /venv/bin/python -m meta_rater_gpu.attempt /runs/r --attempt 3",
    );
  });

  it("runs several by torchrun", () => {
    expect(localCommand("py", { ...attempt, processes: 4 }).join(" ")).toContain(
      "-- py -m torch.distributed.run --standalone --nproc-per-node=4 -m meta_rater_gpu.attempt /runs/r --attempt 3",
    );
  });
});

describe("a line of /proc/<pid>/stat", () => {
  it("is read past a name that holds blanks and parentheses", () => {
    const line = `12 (a) b (c) S 1 ${Array.from({ length: 17 }, (_, index) => String(index)).join(" ")} 98765 7`;
    expect(parseStat(line)).toEqual({ state: "S", startTick: "98765" });
  });
});
