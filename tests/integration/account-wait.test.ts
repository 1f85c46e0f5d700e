import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PASSWORD, signInAs, teamStudio, type TeamStudio } from "@/tests/support/team-studio";

let studio: TeamStudio;
beforeAll(async () => {
  studio = await teamStudio();
});
afterAll(() => studio.end());

/** Where the account of `team-studio.ts` joined. */
const KNOWN = "198.51.100.1";
const STRANGE = "203.0.113.200";
const KEPT_OUT = "412 Too many passwords of this account were refused.";

/** An account whose password was refused so often, each time from another network. */
async function guessed(times: number, secondsAgo: number): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  await studio.join("viewer", email);
  await guess(email, times, secondsAgo);
  return email;
}

async function guess(email: string, times: number, secondsAgo: number): Promise<void> {
  const last = Date.now() - secondsAgo * 1000;
  await studio.ctx.db.auditEvent.createMany({
    data: Array.from({ length: times }, (_, at) => ({
      ...{ id: randomUUID(), workspaceId: "local", action: "sign-in refused", subject: email, detail: {} },
      ...{
        createdBy: `nobody at 192.0.2.${String(at)}`,
        createdAt: new Date(last - 1000 * (times - 1 - at)),
      },
    })),
  });
}

async function signIn(email: string, address: string, password = PASSWORD): Promise<string> {
  const response = await signInAs(email, password, address);
  if (response.ok) return String(response.status);
  const { message } = (await response.json()) as { message: string };
  return `${String(response.status)} ${message}`;
}

describe("an account whose password is guessed from many places", () => {
  it("is as it was after nineteen guesses", async () => {
    expect(await signIn(await guessed(19, 0), STRANGE)).toBe("200");
  });

  it("makes strange places wait after twenty, and where its owner signed in before none", async () => {
    const email = await guessed(30, 0);
    expect(await signIn(email, STRANGE)).toBe(KEPT_OUT);
    expect(await signIn(email, STRANGE, "wrong horse battery")).toBe(KEPT_OUT);
    expect(await signIn(email, KNOWN)).toBe("200");
  });

  it.each([
    [20, 2, "200"],
    [22, 2, KEPT_OUT],
    [22, 5, "200"],
    [500, 57, KEPT_OUT],
    [500, 61, "200"],
  ])("after %i guesses of which the last was %i s ago answers %s", async (times, secondsAgo, answer) => {
    expect(await signIn(await guessed(times, secondsAgo), STRANGE)).toBe(answer);
  });

  it("has forgotten guesses after a day, and those of a clock that was ahead", async () => {
    expect(await signIn(await guessed(30, 86_500), STRANGE)).toBe("200");
    expect(await signIn(await guessed(30, -3_600), STRANGE)).toBe("200");
  });

  it("lets no more guesses through where they come at once", async () => {
    const email = `${randomUUID()}@example.org`;
    await studio.join("viewer", email);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => signIn(email, `192.0.2.${String(at)}`, "wrong horse battery")),
    );
    expect(answers.filter((answer) => answer.startsWith("401"))).toHaveLength(20);
    expect(answers.filter((answer) => answer === KEPT_OUT)).toHaveLength(20);
  });

  it("answers the same where there is no account", async () => {
    await guess("none@example.org", 30, 0);
    expect(await signIn("none@example.org", STRANGE)).toBe(KEPT_OUT);
  });
});
