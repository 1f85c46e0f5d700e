import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerInvitation, answerJoin, answerPassword, answerSignOut } from "@/server/api/answer-account";
import { answerTrpc } from "@/server/api/answer-trpc";
import { callerOf } from "@/server/api/caller";
import { unstorableText } from "@/server/api/unstorable-text";
import { invite } from "@/server/services/account/invite";
import { setUpLink } from "@/server/services/account/set-up-link";
import {
  browserOf,
  emailOf,
  ORIGIN,
  PASSWORD,
  post,
  signInAs,
  standingOf,
  teamStudio,
  type TeamStudio,
} from "@/tests/support/team-studio";

let studio: TeamStudio;
let admin: Headers;
beforeAll(async () => {
  studio = await teamStudio();
});
afterAll(() => studio.end());

const faultOf = async (response: Response): Promise<string> => {
  const { message } = (await response.json()) as { message: string };
  return `${String(response.status)} ${message}`;
};
const GONE = "404 This invitation was used, was taken back, or has expired.";
const WRONG = "401 The e-mail address or the password is wrong.";
const SIGNED_OUT = "You are not signed in.";

describe("the first account", () => {
  const tokenOf = (link: string | null): string => link?.split("#")[1] ?? "";

  it("is made by a link of the terminal: an admin's, once, and only the last link counts", async () => {
    const first = tokenOf(await setUpLink(studio.ctx, ORIGIN));
    const last = await setUpLink(studio.ctx, ORIGIN);
    expect(last).toMatch(/^https:\/\/studio\.example\.org\/invitation#[\w-]{43}$/);
    const account = { name: "admin", email: emailOf("admin"), password: PASSWORD };
    expect(await faultOf(await answerJoin(post({ ...account, token: first })))).toBe(GONE);
    const joined = await answerJoin(post({ ...account, token: tokenOf(last) }));
    admin = browserOf(joined);
    expect(joined.headers.getSetCookie()[0]).toMatch(
      /^__Secure-studio\.session_token=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(await callerOf(admin).account.people()).toMatchObject({
      people: [{ email: emailOf("admin"), role: "admin", sessions: 1 }],
      invitations: [],
    });
    expect(await faultOf(await answerJoin(post({ ...account, token: tokenOf(last) })))).toBe(GONE);
  });

  it("ends the links of the terminal", async () => {
    expect(await setUpLink(studio.ctx, ORIGIN)).toBeNull();
    const { token } = await invite({ ctx: studio.ctx, input: { email: null, role: "admin" } });
    const late = { token, name: "Late", email: "late-admin@example.org", password: PASSWORD };
    expect(await faultOf(await answerJoin(post(late)))).toBe(GONE);
    expect((await callerOf(admin).account.people()).people).toHaveLength(1);
  });
});

describe("an invitation", () => {
  const email = "invited@example.org";
  const account = { name: "Invited", email: "another@example.org", password: PASSWORD };

  it("tells what it is for, and makes that account whatever the form says", async () => {
    const { token } = await callerOf(admin).account.invite({ email, role: "viewer" });
    const told = await answerInvitation(post({ token }));
    expect(await told.json()).toEqual({ email, role: "viewer", invitedBy: emailOf("admin") });
    const browser = browserOf(await answerJoin(post({ ...account, token })));
    expect((await callerOf(admin).account.people()).people[1]).toMatchObject({ email, role: "viewer" });
    expect(await standingOf(browser)).toBe("1 sessions");
  });

  it("is kept as a hash: nothing in the database opens it", async () => {
    const { token } = await callerOf(admin).account.invite({ email: "hashed@example.org", role: "viewer" });
    const rows = JSON.stringify(await studio.ctx.db.invitation.findMany());
    expect(rows).toContain("hashed@example.org");
    expect(rows).not.toContain(token);
  });

  it("makes one account, also when it is used twice at once", async () => {
    const { token } = await callerOf(admin).account.invite({ email: "once@example.org", role: "viewer" });
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await answerJoin(post({ ...account, token }))).status),
    );
    expect(statuses.sort()).toEqual([200, 404, 404]);
  });

  it("is worth nothing once it was taken back, or has expired, or when it never was", async () => {
    const api = callerOf(admin);
    const { token } = await api.account.invite({ email: "back@example.org", role: "viewer" });
    const open = (await api.account.people()).invitations.find((one) => one.email === "back@example.org");
    await api.account.takeBack({ id: open?.id ?? "" });
    expect(await faultOf(await answerJoin(post({ ...account, token })))).toBe(GONE);
    const late = await api.account.invite({ email: "late@example.org", role: "viewer" });
    await studio.ctx.db.invitation.updateMany({
      where: { email: "late@example.org" },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await faultOf(await answerJoin(post({ ...account, token: late.token })))).toBe(GONE);
    expect(await faultOf(await answerJoin(post({ ...account, token: "x".repeat(43) })))).toBe(GONE);
  });

  it("takes the place of the one that the same address had", async () => {
    const api = callerOf(admin);
    const first = await api.account.invite({ email: "again@example.org", role: "admin" });
    const second = await api.account.invite({ email: "Again@example.org", role: "viewer" });
    expect(await faultOf(await answerInvitation(post({ token: first.token })))).toBe(GONE);
    expect(await (await answerInvitation(post({ token: second.token }))).json()).toMatchObject({
      role: "viewer",
    });
  });

  it("ends with the account, or the role, of whoever made it", async () => {
    const inviter = callerOf(await studio.join("admin", "inviter@example.org"));
    const toA = { email: "a@example.org", role: "admin" } as const;
    const demoted = await inviter.account.invite(toA);
    await callerOf(admin).account.changeRole({ email: "Inviter@example.org", role: "operator" });
    expect(await faultOf(await answerJoin(post({ ...account, token: demoted.token })))).toBe(GONE);
    await callerOf(admin).account.changeRole({ email: "inviter@example.org", role: "admin" });
    const removed = await inviter.account.invite(toA);
    await callerOf(admin).account.remove({ email: "INVITER@example.org" });
    expect(await faultOf(await answerJoin(post({ ...account, token: removed.token })))).toBe(GONE);
  });

  it("is not used with a name that cannot be kept", async () => {
    const { token } = await callerOf(admin).account.invite({ email: "null@example.org", role: "viewer" });
    const refused = await answerJoin(post({ ...account, token, name: "a\0b" }));
    expect(await faultOf(refused)).toBe(`400 ${unstorableText().message}`);
  });

  it("is not made for who has an account, nor taken with a short password", async () => {
    await expect(callerOf(admin).account.invite({ email, role: "admin" })).rejects.toThrow(
      "invited@example.org has an account already.",
    );
    const { token } = await invite({
      ctx: studio.ctx,
      input: { email: "short@example.org", role: "viewer" },
    });
    const refused = await answerJoin(post({ ...account, token, password: "eleven char" }));
    expect(refused.status).toBe(400);
  });
});

describe("signing in", () => {
  it("begins a session of its own whatever cookie the browser came with", async () => {
    const before = await studio.join("reviewer");
    const again = browserOf(
      await signInAs(emailOf("reviewer").toUpperCase(), PASSWORD, "198.51.100.2", before),
    );
    expect(again.get("cookie")).not.toBe(before.get("cookie"));
    expect(await standingOf(again)).toBe("2 sessions");
    const planted = new Headers({ cookie: "__Secure-studio.session_token=planted.by-somebody" });
    const fresh = browserOf(await signInAs(emailOf("reviewer"), PASSWORD, "198.51.100.2", planted));
    expect(fresh.get("cookie")).not.toContain("planted");
    expect(await standingOf(planted)).toBe(SIGNED_OUT);
  });

  it("says the same of a wrong password as of an unknown address", async () => {
    expect(await faultOf(await signInAs(emailOf("admin"), "wrong", "198.51.100.3"))).toBe(WRONG);
    expect(await faultOf(await signInAs("nobody@example.org", "wrong", "198.51.100.3"))).toBe(WRONG);
  });

  it("reads no more than a sign-in can be long", async () => {
    const long = await signInAs(`${"a".repeat(20_000)}@example.org`, PASSWORD);
    expect(await faultOf(long)).toBe("400 The request is longer than 10000 bytes.");
    expect((await answerJoin(post([]))).status).toBe(400);
  });

  it("is refused for a while after ten wrong passwords of one account from one place, and from no other", async () => {
    await studio.join("viewer");
    for (let tries = 0; tries < 10; tries += 1)
      expect((await signInAs(emailOf("viewer"), "wrong", "203.0.113.5")).status).toBe(401);
    const right = await signInAs(emailOf("viewer"), PASSWORD, "203.0.113.5");
    expect(await faultOf(right)).toBe("412 Too many passwords were refused.");
    expect((await signInAs(emailOf("viewer"), PASSWORD, "198.51.100.6")).status).toBe(200);
  });

  it("is refused no later where the passwords come at once, and from many addresses of one network", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        const address = `2001:db8::${String(at)}`;
        return (await signInAs(emailOf("viewer"), "wrong", address)).status;
      }),
    );
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(new Set(statuses)).toEqual(new Set([401, 412]));
  });

  it("begins no session for who was removed while it was on its way", async () => {
    const email = "leaving@example.org";
    await studio.join("viewer", email);
    const answers = await Promise.all([
      signInAs(email, PASSWORD, "198.51.100.7"),
      signInAs(email, PASSWORD, "198.51.100.8"),
      callerOf(admin).account.remove({ email }),
    ]);
    for (const answer of answers.slice(0, 2))
      if (answer instanceof Response && answer.ok)
        expect(await standingOf(browserOf(answer))).toBe(SIGNED_OUT);
    const left = { person: { email } };
    expect(await studio.ctx.db.signIn.count({ where: left })).toBe(0);
  });

  it("is refused for a while after fifty wrong ones from one address, for whatever accounts", async () => {
    for (let tries = 0; tries < 50; tries += 1)
      await signInAs(`guess${String(tries)}@example.org`, "wrong", "203.0.113.99");
    expect((await signInAs(emailOf("reviewer"), PASSWORD, "203.0.113.99")).status).toBe(412);
    const { token } = await callerOf(admin).account.invite({ email: "joins@example.org", role: "viewer" });
    const joins = { token, name: "Joins", email: "joins@example.org", password: PASSWORD };
    expect((await answerJoin(post(joins, new Headers(), "203.0.113.99"))).status).toBe(200);
    expect((await signInAs(emailOf("reviewer"), PASSWORD, "198.51.100.4")).status).toBe(200);
  });
});

describe("a session", () => {
  it("ends at once when it is signed out, is ended elsewhere, or an admin ends it", async () => {
    const [first, second, third] = [await studio.join("curator"), new Headers(), new Headers()];
    second.set("cookie", browserOf(await signInAs(emailOf("curator"), PASSWORD)).get("cookie") ?? "");
    third.set("cookie", browserOf(await signInAs(emailOf("curator"), PASSWORD)).get("cookie") ?? "");
    expect((await answerSignOut(post({}, third))).status).toBe(200);
    expect(await standingOf(third)).toBe(SIGNED_OUT);
    const told = await callerOf(admin).account.audit({ action: "signed out" });
    expect(told.lines.map(({ subject }) => subject)).toEqual([emailOf("curator")]);
    const { current, sessions } = await callerOf(second).account.sessions({});
    const other = sessions.find(({ id }) => id !== current);
    await callerOf(second).account.endSession({ id: other?.id ?? "" });
    expect(await standingOf(first)).toBe(SIGNED_OUT);
    await callerOf(admin).account.endSession({ email: emailOf("curator"), id: current ?? "" });
    expect(await standingOf(second)).toBe(SIGNED_OUT);
    const refused = await answerTrpc(new Request(`${ORIGIN}/api/trpc/recipe.list`, { headers: second }));
    expect(refused.status).toBe(401);
  });

  it("of somebody else is an admin's to see and to end", async () => {
    const curator = browserOf(await signInAs(emailOf("curator"), PASSWORD));
    const theirs = await callerOf(admin).account.sessions({});
    const api = callerOf(curator);
    await expect(api.account.sessions({ email: emailOf("admin") })).rejects.toThrow(
      "As a curator you may not manage people: that takes an admin.",
    );
    await expect(
      api.account.endSession({ email: emailOf("admin"), id: theirs.current ?? "" }),
    ).rejects.toThrow("you may not manage people");
    await api.account.endSession({ id: theirs.current ?? "" });
    expect(await standingOf(admin)).toBe("1 sessions");
  });

  it("ends in all other browsers when the password changes", async () => {
    const [first, second] = [
      browserOf(await signInAs(emailOf("curator"), PASSWORD)),
      browserOf(await signInAs(emailOf("curator"), PASSWORD)),
    ];
    const wrong = await answerPassword(post({ current: "wrong", next: "another horse battery" }, first));
    expect(await faultOf(wrong)).toBe("400 The present password is wrong.");
    const changed = await answerPassword(post({ current: PASSWORD, next: "another horse battery" }, first));
    expect(await standingOf(first)).toBe(SIGNED_OUT);
    expect(await standingOf(second)).toBe(SIGNED_OUT);
    expect(await standingOf(browserOf(changed))).toBe("1 sessions");
    expect(await faultOf(await signInAs(emailOf("curator"), PASSWORD))).toBe(WRONG);
  });

  it("does not let its holder guess the password", async () => {
    const browser = await studio.join("viewer", "guesses@example.org");
    const guess = (current: string) =>
      answerPassword(post({ current, next: "another horse battery" }, browser));
    for (let tries = 0; tries < 10; tries += 1) expect((await guess("wrong")).status).toBe(400);
    expect(await faultOf(await guess(PASSWORD))).toBe("412 Too many passwords were refused.");
    expect(await standingOf(browser)).toBe("1 sessions");
  });

  it("does not outlive the account that it is of", async () => {
    const browser = await studio.join("viewer", "archived@example.org");
    const { db } = studio.ctx;
    // As a removal leaves it, but for the session: that began a moment later.
    const { id } = await db.person.update({
      where: { email: "archived@example.org" },
      data: { archivedAt: new Date() },
    });
    await db.credential.deleteMany({ where: { personId: id } });
    expect(await standingOf(browser)).toBe(SIGNED_OUT);
    expect(await db.signIn.count({ where: { personId: id } })).toBe(1);
    expect(await standingOf(await studio.join("viewer", "archived@example.org"))).toBe("1 sessions");
    expect(await standingOf(browser)).toBe(SIGNED_OUT);
  });

  it("is worth nothing with a cookie that was changed", async () => {
    const cookie = admin.get("cookie") ?? "";
    expect(await standingOf(new Headers({ cookie: `${cookie.slice(0, -1)}x` }))).toBe(SIGNED_OUT);
    expect(await standingOf(new Headers({ cookie: cookie.split(".").slice(0, 2).join(".") }))).toBe(
      SIGNED_OUT,
    );
  });
});

describe("a person", () => {
  it("has another role from the next request on", async () => {
    const operator = await studio.join("operator");
    await expect(callerOf(operator).system.prepareGpu()).resolves.toBeDefined();
    await callerOf(admin).account.changeRole({ email: emailOf("operator"), role: "curator" });
    await expect(callerOf(operator).system.prepareGpu()).rejects.toThrow(
      "As a curator you may not prepare the training environment: that takes an operator.",
    );
  });

  it("who is removed is signed out, cannot sign in, and comes back by an invitation", async () => {
    await callerOf(admin).account.changeRole({ email: emailOf("operator"), role: "operator" });
    const operator = browserOf(await signInAs(emailOf("operator"), PASSWORD));
    await callerOf(admin).account.remove({ email: emailOf("operator") });
    expect(await standingOf(operator)).toBe(SIGNED_OUT);
    expect(await faultOf(await signInAs(emailOf("operator"), PASSWORD, "198.51.100.5"))).toBe(WRONG);
    expect(await standingOf(await studio.join("operator"))).toBe("1 sessions");
  });

  it("who is the only admin stays one", async () => {
    const api = callerOf(admin);
    const only = "This is the only admin, and somebody must be one.";
    await expect(api.account.changeRole({ email: emailOf("admin"), role: "viewer" })).rejects.toThrow(only);
    await expect(api.account.remove({ email: emailOf("admin") })).rejects.toThrow(only);
    expect(await standingOf(admin)).toBe("1 sessions");
  });
});
