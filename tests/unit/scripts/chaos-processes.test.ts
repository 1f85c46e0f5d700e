import { describe, expect, it } from "vitest";
import { readCommand } from "@/scripts/chaos/attempt-processes";
import { localCommand, trainerProgram } from "@/server/training/trainer-command";

const PYTHON = "/venv/bin/python3";
const attempt = { runId: "r", runDirectory: "/home/runs/r", number: 2, processes: 1 };

describe("the processes of an attempt", () => {
  it("are known by the commands that launchers make", () => {
    const [nice, , , ...supervisor] = localCommand(PYTHON, attempt);
    expect(nice).toBe("nice");
    expect(readCommand(supervisor)).toEqual({ role: "supervisor", runId: "r" });
    expect(readCommand(trainerProgram(PYTHON, attempt))).toEqual({ role: "trainer", runId: "r" });
  });

  it("are none of what starts them, nor any other program", () => {
    expect(readCommand(localCommand(PYTHON, attempt))).toBeNull();
    expect(readCommand(trainerProgram(PYTHON, { ...attempt, processes: 2 }))).toBeNull();
    expect(readCommand(["tail", "-m", "meta_rater_gpu.attempt", "/home/runs/r"])).toBeNull();
    expect(readCommand(["python3", "-m", "http.server"])).toBeNull();
    expect(readCommand([])).toBeNull();
  });
});
