import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAudit } from "@/server/api/answer-audit";
import { answerTrpc } from "@/server/api/answer-trpc";
import { callerOf } from "@/server/api/caller";
import { recordAudit } from "@/server/services/audit/record";
import { enqueueJob } from "@/server/services/job/enqueue";
import { studioCommand } from "@/tests/support/studio-command";
import { emailOf, ORIGIN, signInAs, teamStudio, type TeamStudio } from "@/tests/support/team-studio";
import { storeTexts } from "@/tests/support/texted-corpus";

let studio: TeamStudio;
let admin: Headers;
let operator: Headers;
beforeAll(async () => {
  studio = await teamStudio();
  admin = await studio.join("admin");
  operator = await studio.join("operator");
});
afterAll(() => studio.end());

const lines = async (filter: { action?: "corpus deleted" | "corpus archived" | "job cancelled" } = {}) =>
  (await callerOf(admin).account.audit(filter)).lines.map(
    ({ who, action, subject }) => `${who}: ${action} ${subject}`,
  );

describe("the audit", () => {
  it("tells who joined and signed in, and who could not", async () => {
    await signInAs(emailOf("operator"), "wrong", "203.0.113.5");
    expect(await lines()).toEqual([
      "nobody at 203.0.113.5: sign-in refused operator@example.org",
      "operator@example.org: signed in operator@example.org",
      "operator@example.org: person joined operator@example.org",
      "local: person invited operator@example.org",
      "admin@example.org: signed in admin@example.org",
      "admin@example.org: person joined admin@example.org",
      "local: person invited admin@example.org",
    ]);
  });

  it("tells an act once, however often it is asked for", async () => {
    const { corpusId } = await storeTexts(studio.ctx, [
      { domain: "c4", tokens: 1, scores: {}, argmax: {}, text: "One." },
    ]);
    for (let times = 0; times < 2; times += 1) await callerOf(operator).corpus.archive({ corpusId });
    for (let times = 0; times < 2; times += 1) await callerOf(admin).corpus.remove({ corpusId });
    expect(await lines({ action: "corpus archived" })).toEqual([
      `operator@example.org: corpus archived ${corpusId}`,
    ]);
    expect(await lines({ action: "corpus deleted" })).toEqual([
      `admin@example.org: corpus deleted ${corpusId}`,
    ]);
  });

  it("tells nothing of what was refused", async () => {
    const before = await lines();
    await expect(callerOf(operator).corpus.remove({ corpusId: "any" })).rejects.toThrow(
      "you may not delete a corpus",
    );
    expect(await lines()).toEqual(before);
  });

  it("has a training's job cancelled only by who may train", async () => {
    const { ctx } = studio;
    const { id } = await enqueueJob({ db: ctx.db, ctx, kind: "train-run", key: "train:x", payload: {} });
    const curator = await studio.join("curator");
    await expect(callerOf(curator).job.cancel({ id })).rejects.toThrow(
      "As a curator you may not train a model: that takes an operator.",
    );
    await callerOf(operator).job.cancel({ id });
    expect(await lines({ action: "job cancelled" })).toEqual([`operator@example.org: job cancelled ${id}`]);
  });
});

describe("the audit as a file", () => {
  const download = (browser: Headers, query: string): Promise<Response> =>
    answerAudit(new Request(`${ORIGIN}/api/audit?${query}`, { headers: browser }));

  it("runs in no spreadsheet", async () => {
    const actor = '=HYPERLINK("http://evil.example")';
    await recordAudit(
      studio.ctx.db,
      { workspaceId: "local", actor },
      { action: "signed out", subject: "@SUM(1)" },
    );
    const text = await (await download(admin, "action=signed+out")).text();
    const [head, line] = text.split("\n");
    expect(head).toBe("at,who,action,subject,detail");
    expect(line?.replace(/^[^,]+/, "now")).toBe(
      `now,"'=HYPERLINK(""http://evil.example"")",signed out,'@SUM(1),{}`,
    );
  });

  it("holds everything as JSON lines, also from a terminal", async () => {
    const events = await studio.ctx.db.auditEvent.count();
    const answer = await download(admin, "format=jsonl");
    expect(answer.headers.get("content-disposition")).toMatch(/filename="audit-\d{4}-\d\d-\d\d\.jsonl"/);
    const text = await answer.text();
    expect(text.trim().split("\n")).toHaveLength(events);
    const file = path.join(studio.home, `${randomUUID()}.jsonl`);
    const { code } = await studioCommand(studio.home, "audit", "export", "--format", "jsonl", "--out", file);
    expect(code).toBe(0);
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("is for admins", async () => {
    expect((await download(operator, "format=csv")).status).toBe(403);
    expect((await download(new Headers(), "format=csv")).status).toBe(401);
  });
});

describe("accounts from a terminal", () => {
  const studioSays = (...args: string[]) => studioCommand(studio.home, "accounts", ...args);

  it("are invited, changed and removed by whoever sits there", async () => {
    const invited = await studioSays("invite", "new@example.org", "--role", "admin");
    expect(invited.out).toMatch(
      /^new@example\.org joins as admin with this link, once, until [^\n]+ UTC:\nhttps:\/\/studio\.example\.org\/invitation#[\w-]{43}\n$/,
    );
    expect((await studioSays("role", emailOf("operator"), "viewer")).out).toBe(
      "operator@example.org is viewer now.\n",
    );
    expect((await studioSays("remove", emailOf("operator"))).out).toBe(
      "operator@example.org has no account any more.\n",
    );
    const refused = await answerTrpc(new Request(`${ORIGIN}/api/trpc/recipe.list`, { headers: operator }));
    expect(refused.status).toBe(401);
    const reset = await studioSays("password", "Admin@example.org");
    const password = /\n([\w-]{20})\n$/.exec(reset.out)?.[1] ?? "";
    expect((await callerOf(admin).account.people().catch(String)).toString()).toContain(
      "You are not signed in.",
    );
    expect((await signInAs(emailOf("admin"), password)).status).toBe(200);
    expect((await studioSays("role", emailOf("admin"), "viewer")).err).toBe(
      "This is the only admin, and somebody must be one. Make somebody else an admin first.\n",
    );
  });
});
