// A team's studio in a process whose clock a test sets: it says what a cookie stands for whenever it is asked by a line.
import { createInterface } from "node:readline";
import { answerJoin } from "@/server/api/answer-account";
import { localContext } from "@/server/services/context";
import { invite } from "@/server/services/account/invite";
import { browserOf, PASSWORD, post, signInAs, standingOf } from "@/tests/support/team-studio";

const EMAIL = "ada@example.org";
const { token } = await invite({ ctx: localContext(), input: { email: EMAIL, role: "viewer" } });
const invited = await invite({ ctx: localContext(), input: { email: "eve@example.org", role: "viewer" } });
const browser = browserOf(await answerJoin(post({ token, name: "Ada", email: EMAIL, password: PASSWORD })));

const ACTS: Readonly<Record<string, () => Promise<string>>> = {
  standing: () => standingOf(browser),
  time: () => Promise.resolve(new Date().toISOString()),
  "sign in": async () => String((await signInAs(EMAIL, PASSWORD)).status),
  "sign in wrongly": async () => String((await signInAs(EMAIL, "wrong horse battery")).status),
  join: async () => {
    const body = { token: invited.token, name: "Eve", email: "eve@example.org", password: PASSWORD };
    return String((await answerJoin(post(body))).status);
  },
};

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${(await ACTS[line]?.()) ?? "?"}\n`);
