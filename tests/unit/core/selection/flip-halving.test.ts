import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halvingFlip } from "@/core/selection/flip-halving";

/** Answers every question; hands out what is found and the steps that were asked about. */
function found(reach: { down: number; up: number }, isTurned: (step: number) => boolean) {
  const search = halvingFlip(reach);
  const asked: number[] = [];
  let step = search.next();
  while (step.done !== true) {
    asked.push(step.value);
    step = search.next(isTurned(step.value));
  }
  return { turn: step.value, asked };
}

const reaches = fc.record({ down: fc.nat({ max: 1_000_000 }), up: fc.nat({ max: 10_000_000 }) });

describe("a flip found by halving", () => {
  it("is the nearest where a document that is turned stays so, on the side that turns it first", () => {
    fc.assert(
      fc.property(reaches, fc.integer({ min: 1, max: 10_000_000 }), fc.boolean(), (reach, at, sinks) => {
        const { turn } = found(reach, (step) => (sinks ? step <= -at : step >= at));
        const within = at <= (sinks ? reach.down : reach.up);
        expect(turn).toBe(within ? (sinks ? -at : at) : null);
      }),
    );
  });

  it("is turned, and one step nearer it is not, whatever the answers are", () => {
    fc.assert(
      fc.property(reaches, fc.integer({ min: 2, max: 50 }), fc.nat(), (reach, every, phase) => {
        const isTurned = (step: number): boolean => step !== 0 && Math.abs(step * 7919 + phase) % every === 0;
        const { turn } = found(reach, isTurned);
        if (turn === null) return;
        expect([isTurned(turn), isTurned(turn - Math.sign(turn))]).toEqual([true, false]);
      }),
    );
  });

  it("asks within reach only, each step once, and a bounded number of times", () => {
    fc.assert(
      fc.property(reaches, fc.nat({ max: 10_000_000 }), (reach, at) => {
        const { asked } = found(reach, (step) => step > at);
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.every((step) => step !== 0 && step >= -reach.down && step <= reach.up)).toBe(true);
        expect(asked.length).toBeLessThanOrEqual(4 + 2 * Math.log2(Math.max(1, reach.down, reach.up)));
      }),
    );
  });

  it("tries the nearest first, the lower of two as near", () => {
    expect(found({ down: 3, up: 20 }, () => false)).toEqual({ turn: null, asked: [-1, 1, -3, 4, 16, 20] });
    expect(found({ down: 3, up: 20 }, (step) => step >= 10).asked).toEqual([-1, 1, -3, 4, 16, 10, 7, 8, 9]);
  });
});
