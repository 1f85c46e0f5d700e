import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerOf } from "@/server/api/caller";
import { openSession, reviewCorpus } from "@/tests/support/review-session";
import {
  browserOf,
  emailOf,
  PASSWORD,
  signInAs,
  teamStudio,
  type TeamStudio,
} from "@/tests/support/team-studio";

let studio: TeamStudio;
let sessionId: string;
beforeAll(async () => {
  studio = await teamStudio();
  ({ id: sessionId } = await openSession(studio, await reviewCorpus(studio)));
});
afterAll(() => studio.end());

const joining = (letter: string) => ({ sessionId, name: "Whatever was typed", key: letter.repeat(64) });

describe("a reviewer with an account", () => {
  it("answers under it, in whatever browser and under whatever name was typed", async () => {
    const first = await callerOf(await studio.join("reviewer")).review.join(joining("a"));
    const elsewhere = browserOf(await signInAs(emailOf("reviewer"), PASSWORD));
    expect(await callerOf(elsewhere).review.join(joining("b"))).toEqual(first);
    expect(first.name).toBe(emailOf("reviewer"));
    const { reviewer } = await callerOf(elsewhere).review.mine({ key: first.key });
    expect(reviewer).toBe(emailOf("reviewer"));
  });

  it("cannot answer as somebody else, even with their key", async () => {
    const { key } = await callerOf(await studio.join("curator")).review.join(joining("c"));
    const reviewer = callerOf(browserOf(await signInAs(emailOf("reviewer"), PASSWORD)));
    await expect(reviewer.review.mine({ key })).rejects.toThrow(
      "This browser has not joined the review session.",
    );
    await expect(reviewer.review.assign({ key, count: 1 })).rejects.toThrow("has not joined");
  });

  it("is told neither gold answers nor what others said", async () => {
    const reviewer = callerOf(browserOf(await signInAs(emailOf("reviewer"), PASSWORD)));
    for (const ask of [reviewer.review.gold({ id: sessionId }), reviewer.review.disputes({ id: sessionId })])
      await expect(ask).rejects.toThrow(
        "As a reviewer you may not hold a review session: that takes a curator.",
      );
  });
});
