import { beforeEach, describe, expect, it } from "vitest";
import { LeaseWatch } from "@/server/services/job/lease-watch";

const LEASE_MS = 1_000;

let now: number;
let watch: LeaseWatch;
beforeEach(() => {
  now = 0;
  watch = new LeaseWatch(() => now);
});

const held = (until: number, leaseToken = "a") => ({ id: "job", leaseToken, leaseUntil: new Date(until) });

/** Whether the lease has lapsed, looked at after so many milliseconds. */
const lookAfter = (ms: number, job: ReturnType<typeof held>): boolean => {
  now += ms;
  return watch.lapsed([job], LEASE_MS).length === 1;
};

describe("a lease that is watched", () => {
  it("has lapsed once it stood still for its length, though its time is to come", () => {
    const job = held(9e12);
    expect([0, 400, 400, 199, 1].map((ms) => lookAfter(ms, job))).toEqual([false, false, false, false, true]);
  });

  it("has not lapsed while it is prolonged, though its time is past, also when it is set back", () => {
    expect([5, 4, 3, 2, 1].map((until) => lookAfter(600, held(until)))).toEqual(Array(5).fill(false));
  });

  it("begins anew with another holder", () => {
    lookAfter(0, held(1));
    lookAfter(600, held(1));
    expect(lookAfter(600, held(1, "b"))).toBe(false);
  });

  it("begins anew after a time in which nobody looked", () => {
    lookAfter(0, held(1));
    expect(lookAfter(LEASE_MS + 1, held(1))).toBe(false);
    expect(lookAfter(LEASE_MS, held(1))).toBe(true);
  });

  it("is forgotten once nobody holds it", () => {
    lookAfter(0, held(1));
    now += 600;
    watch.lapsed([], LEASE_MS);
    expect(lookAfter(600, held(1))).toBe(false);
  });
});
