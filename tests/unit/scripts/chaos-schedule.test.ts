import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chaosSchedule, TARGETS } from "@/scripts/chaos/schedule";

const options = fc.record({
  seed: fc.integer(),
  seconds: fc.integer({ min: 1, max: 900 }),
  targets: fc.subarray([...TARGETS], { minLength: 1 }),
});

describe("a schedule of blows", () => {
  it("is the same for the same seed, and another for another", () => {
    const schedule = (seed: number) => chaosSchedule({ seed, seconds: 90, targets: TARGETS });
    expect(schedule(7)).toEqual(schedule(7));
    expect(schedule(7)).not.toEqual(schedule(8));
  });

  it("keeps to its time, leaves a breath between two blows, and deals every target before any comes again", () => {
    fc.assert(
      fc.property(options, ({ seed, seconds, targets }) => {
        const blows = chaosSchedule({ seed, seconds, targets });
        const times = [0, ...blows.map(({ atMs }) => atMs)];
        for (const [at, time] of times.slice(1).entries()) {
          expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(1_499);
          expect(time - (times[at] ?? 0)).toBeLessThanOrEqual(4_501);
          expect(time).toBeLessThanOrEqual(seconds * 1_000);
        }
        for (let at = 0; at + targets.length <= blows.length; at += targets.length) {
          const round = blows.slice(at, at + targets.length).map(({ target }) => target);
          expect(round.toSorted()).toEqual([...targets].sort());
        }
        expect(blows.every(({ choice, downMs }) => choice >= 0 && choice < 1 && downMs <= 5_000)).toBe(true);
      }),
    );
  });
});
