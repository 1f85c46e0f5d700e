import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joinSession } from "@/server/services/review/join-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { answerAs, openSession, reviewCorpus } from "@/tests/support/review-session";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let id: string;
beforeAll(async () => {
  studio = await testStudio();
  ({ id } = await openSession(studio, await reviewCorpus(studio), { documents: 2 }));
});
afterAll(() => studio.end());

const join = (name: string) =>
  joinSession({ ctx: studio.ctx, input: { sessionId: id, name, key: randomBytes(32).toString("hex") } });

/** How many changes of answers there were, worked out in 100 ms, or as many as given, by a clock that stands still otherwise. */
function figures(takes = 100) {
  const clock = { now: 0, busy: 0 };
  let made = 0;
  const kept = new KeptFigures<number>({ now: () => clock.now, busy: () => clock.busy });
  const ask = () =>
    kept.of(studio.ctx, id, (changes) => {
      made += 1;
      clock.now += takes;
      clock.busy += takes;
      return Promise.resolve(changes);
    });
  return { clock, ask, made: () => made };
}

it("figures are worked out once for all who ask at a time, and again only after something happened", async () => {
  const { clock, ask, made } = figures();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([0, 0, 0]);
  clock.now = 1e9;
  expect(await ask()).toBe(0);
  expect(made()).toBe(1);
  await join("Ann");
  expect(await ask()).toBe(0);
  expect(made()).toBe(2);
});

it("figures of 100 ms stand for two seconds, whatever is answered meanwhile", async () => {
  const { clock, ask, made } = figures();
  expect(await ask()).toBe(0);
  await answerAs(studio, id, "Bo", () => ({ readability: 3, keep: "keep" }));
  clock.now = 1999;
  expect(await ask()).toBe(0);
  clock.now = 2000;
  expect(await ask()).toBe(2);
  expect(made()).toBe(2);
});

it("figures that a starved server took a minute for stand for 15 seconds", async () => {
  const { clock, ask } = figures(60_000);
  const changes = await ask();
  await answerAs(studio, id, "Cy", () => ({ readability: 2, keep: "keep" }));
  clock.now = 74_999;
  expect(await ask()).toBe(changes);
  clock.now = 75_000;
  expect(await ask()).toBe(changes + 2);
});

it("figures that could not be worked out are asked for again", async () => {
  const kept = new KeptFigures<number>();
  await expect(kept.of(studio.ctx, id, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await kept.of(studio.ctx, id, () => Promise.resolve(1))).toBe(1);
});
