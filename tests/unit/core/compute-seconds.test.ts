import { describe, expect, it } from "vitest";
import { computeSeconds } from "@/core/compute-seconds";

const at = (seconds: number): Date => new Date(1_000 * seconds);

describe("what a run has cost so far", () => {
  it("is nothing before its first attempt", () => {
    expect(computeSeconds([], 8, null)).toBe(0);
  });

  it("is the seconds of every attempt on every process, without the time between attempts", () => {
    const attempts = [
      { createdAt: at(100), endedAt: at(160) },
      { createdAt: at(500), endedAt: at(530.5) },
    ];
    expect(computeSeconds(attempts, 4, at(9_000))).toBe(4 * 90.5);
  });

  it("counts an open attempt up to the last sign of life, and not at all before the first", () => {
    const open = [{ createdAt: at(100), endedAt: null }];
    expect(computeSeconds(open, 2, at(130))).toBe(60);
    expect(computeSeconds(open, 2, null)).toBe(0);
    expect(computeSeconds(open, 2, at(40))).toBe(0);
  });
});
