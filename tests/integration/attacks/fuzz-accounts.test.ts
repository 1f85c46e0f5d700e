import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInvitation, answerJoin, answerPassword, answerSignIn } from "@/server/api/answer-account";
import { invite } from "@/server/services/account/invite";
import { MEANING_HARM } from "@/tests/support/schema-arbitrary";
import { emailOf, ORIGIN, PASSWORD, post, teamStudio, type TeamStudio } from "@/tests/support/team-studio";

let studio: TeamStudio;
let viewer: Headers;
beforeAll(async () => {
  studio = await teamStudio();
  viewer = await studio.join("viewer");
});
afterAll(() => studio.end());

const newcomer = async () => {
  const email = `${randomUUID()}@example.org`;
  const { token } = await invite({ ctx: studio.ctx, input: { email, role: "viewer" } });
  return { token, name: "Somebody", email, password: PASSWORD };
};

interface Route {
  readonly answer: (request: Request) => Promise<Response>;
  /** What it is made for, in which one field at a time is made into something else. */
  readonly body: () => Promise<Readonly<Record<string, string>>>;
}

const ROUTES: Readonly<Record<string, Route>> = {
  "sign-in": {
    answer: answerSignIn,
    body: () => Promise.resolve({ email: emailOf("viewer"), password: PASSWORD }),
  },
  invitation: { answer: answerInvitation, body: async () => ({ token: (await newcomer()).token }) },
  join: { answer: answerJoin, body: newcomer },
  password: {
    answer: answerPassword,
    // A wrong one: with the right one the password would change, and end the session.
    body: () => Promise.resolve({ current: "wrong horse battery", next: "another horse battery" }),
  },
};

/** Bodies of which one field holds something that it was not made for, or that have one field more. */
async function* harmful({ body }: Route): AsyncGenerator<object> {
  const fields = Object.keys(await body());
  for (const text of MEANING_HARM)
    for (const field of [...fields, "role"]) yield { ...(await body()), [field]: text };
  for (const field of fields)
    for (const value of [null, 1, true, [], {}, [PASSWORD]]) yield { ...(await body()), [field]: value };
  yield* [[], {}, [{}], { json: {} }];
}

/** Every body comes from another place, so that none is refused for those before it. */
let place = 0;
const elsewhere = () => `198.51.${String(100 + Math.floor(++place / 250))}.${String(place % 250)}`;

describe("every account route of a team, asked for what it was not made for", () => {
  it.each(Object.entries(ROUTES))("%s answers or refuses", async (_, route) => {
    for await (const body of harmful(route)) {
      const response = await route.answer(post(body, viewer, elsewhere()));
      const told = JSON.stringify(body).slice(0, 200);
      expect([200, 400, 401, 404, 412], told).toContain(response.status);
    }
  });

  it.each(Object.entries(ROUTES))("%s takes no body that is none", async (_, { answer }) => {
    for (const text of [
      "",
      "{",
      "null",
      "[".repeat(9_000),
      '{"__proto__":{"x":1}}',
      "\0",
      `${"[".repeat(4_900)}${"]".repeat(4_900)}`,
      "[".repeat(20_000),
    ]) {
      const request = new Request(ORIGIN, { method: "POST", headers: viewer, body: text });
      expect((await answer(request)).status, text.slice(0, 20)).toBe(400);
    }
  });

  it("leaves everybody's role and password as they were", async () => {
    const people = await studio.ctx.db.person.findMany();
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(["viewer"]));
    expect((await answerSignIn(post({ email: emailOf("viewer"), password: PASSWORD }))).status).toBe(200);
  });
});
