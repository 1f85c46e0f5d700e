import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { answerAnswers } from "@/server/api/answer-answers";
import { answerCampaign } from "@/server/api/answer-campaign";
import { answerCard } from "@/server/api/answer-card";
import { answerExport } from "@/server/api/answer-export";
import { answerPreview } from "@/server/api/answer-preview";
import { answerRejects } from "@/server/api/answer-rejects";
import { answerReview } from "@/server/api/answer-review";
import { createCaller } from "@/server/api/caller";
import { toTrpcError } from "@/server/api/errors";
import { appRouter } from "@/server/api/root";
import { ROUTES } from "@/tests/e2e/support/routes";
import { BY_ID, BY_KEY, listing, NO_ID, TELLING, type Api, type Ask } from "@/tests/support/foreign-asks";
import { otherWorkspace, SECRET, type OtherWorkspace } from "@/tests/support/other-workspace";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let there: OtherWorkspace;
let api: Api;
beforeAll(async () => {
  studio = await testStudio();
  there = await otherWorkspace(studio);
  api = createCaller(studio.ctx);
}, 120_000);
afterAll(() => studio.end());

/** Everything of the other workspace, and how much there is of this one. */
async function rows(): Promise<unknown> {
  const { db } = studio.ctx;
  const [where, orderBy] = [{ workspaceId: "other" }, { id: "asc" }] as const;
  return [
    await db.corpus.findMany({ where, orderBy }),
    await db.corpusVersion.findMany({ where, orderBy }),
    await db.dataCard.findMany({ where, orderBy }),
    await db.savedView.findMany({ where, orderBy }),
    await db.selection.findMany({ where, orderBy }),
    await db.report.findMany({ where, orderBy }),
    await db.run.findMany({ where, orderBy }),
    await db.campaign.findMany({ where, orderBy }),
    await db.evaluation.findMany({ where, orderBy }),
    await db.job.findMany({ where, orderBy }),
    await db.reviewSession.findMany({ where, orderBy }),
    await db.reviewer.findMany({ where, orderBy }),
    await db.assignment.findMany({ where, orderBy }),
    await db.reviewAnswer.findMany({ where, orderBy }),
    await db.person.findMany({ where, orderBy }),
    await db.invitation.findMany({ where, orderBy }),
    await db.signIn.findMany({ orderBy }),
    await db.run.count({ where: { workspaceId: "local" } }),
    await db.selection.count({ where: { workspaceId: "local" } }),
    await db.campaign.count({ where: { workspaceId: "local" } }),
    await db.job.count({ where: { workspaceId: "local" } }),
  ];
}

/** What a procedure answers: all of a stream, or the code of its refusal. */
async function answerOf(ask: Ask): Promise<unknown> {
  try {
    const answer = await ask(api, there);
    if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) return { answer };
    const events: unknown[] = [];
    for await (const event of answer as AsyncIterable<unknown>) events.push(event);
    return { events };
  } catch (error) {
    const told = error instanceof StudioError ? toTrpcError(error) : error;
    return told instanceof TRPCError ? told.code : String(error);
  }
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));

describe("ids of another workspace", () => {
  it("are looked for here by every procedure there is", () => {
    const covered = [BY_ID, BY_KEY, TELLING].flatMap((asks) => Object.keys(asks)).concat(NO_ID);
    expect(covered.sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
  });

  it("are found by none, and nothing becomes of what they name", async () => {
    const before = text(await rows());
    const found: Record<string, unknown> = {};
    for (const [name, ask] of Object.entries(BY_ID)) found[name] = await answerOf(ask);
    expect(found).toEqual(Object.fromEntries(Object.keys(BY_ID).map((name) => [name, "NOT_FOUND"])));
    expect(text(await rows())).toBe(before);
  });

  it("let no reviewer in by a key of that workspace", async () => {
    const before = text(await rows());
    const found: Record<string, unknown> = {};
    for (const [name, ask] of Object.entries(BY_KEY)) found[name] = await answerOf(ask);
    expect(found).toEqual(Object.fromEntries(Object.keys(BY_KEY).map((name) => [name, "FORBIDDEN"])));
    expect(text(await rows())).toBe(before);
  });

  it("bring nothing of it into a list", async () => {
    const before = text(await rows());
    for (const [name, ask] of Object.entries(TELLING)) {
      const answer = text(await answerOf(ask));
      expect([name, answer.includes(SECRET)]).toEqual([name, false]);
      expect([name, answer]).not.toEqual([name, expect.stringContaining(there.corpus)]);
    }
    expect(text(await rows())).toBe(before);
  });
});

const url = "http://127.0.0.1:3000/";
const get = () => new Request(url);

const BY_ROUTE: Readonly<Record<string, () => Promise<Response>>> = {
  "GET api/campaign/[campaignId]": () => answerCampaign(get(), there.campaign),
  "GET api/card/[corpusId]": () => answerCard(get(), there.corpus),
  "GET api/preview/[fingerprint]/[file]": () =>
    answerPreview(get(), { fingerprint: there.fingerprint, file: `${there.part}.arrow` }),
  "GET api/rejects/[id]": () => answerRejects(get(), there.version),
  "GET api/review/[sessionId]": () => answerReview(get(), there.session),
  "POST api/review/[sessionId]": () =>
    answerAnswers(new Request(url, { method: "POST", body: "{}" }), there.session),
  "POST api/export": () => {
    const body = new FormData();
    body.set("request", JSON.stringify({ versionId: there.version, listing, format: "csv", text: true }));
    return answerExport(new Request(url, { method: "POST", body }));
  },
};

/** Routes that are told no id of a row. */
const ROUTES_WITHOUT = [
  "GET api/audit",
  "GET api/trpc/[trpc]",
  "POST api/trpc/[trpc]",
  "GET healthz",
  "GET healthz/ready",
  "GET metrics",
  "POST api/account/invitation",
  "POST api/account/join",
  "POST api/account/password",
  "POST api/account/sign-in",
  "POST api/account/sign-out",
  "PUT api/upload/[uploadId]",
];

describe("routes", () => {
  it("are all looked at here", () => {
    expect([...Object.keys(BY_ROUTE), ...ROUTES_WITHOUT].sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.keys(BY_ROUTE))("%s finds nothing by an id of another workspace", async (name) => {
    expect((await BY_ROUTE[name]?.())?.status).toBe(404);
  });
});
