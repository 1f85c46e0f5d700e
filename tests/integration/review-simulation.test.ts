import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import superjson from "superjson";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "@/core/review/answer";
import type { AppRouter } from "@/server/api/root";
import { createSession } from "@/server/services/review/create-session";
import { sessionFigures } from "@/server/services/review/session-figures";
import { freePort } from "@/scripts/steps/free-port";
import { storeTexts } from "@/tests/support/texted-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const REVIEWERS = 20;
const DOCUMENTS = 500;
const ANSWERS_EACH_DOCUMENT = 4;
const WANTED = DOCUMENTS * ANSWERS_EACH_DOCUMENT;
/** Requests of which the connection drops, before or after the server has answered. */
const DROPPED = 0.1;
const ROOT = path.join(import.meta.dirname, "..", "..");

let studio: TestStudio;
let port: number;
let server: ChildProcess;
let versionId: string;

async function startServer(): Promise<void> {
  server = spawn(process.execPath, ["--import", "tsx", "tests/support/api-server-child.ts"], {
    cwd: ROOT,
    env: { ...studio.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(server.stdout ?? server, "data");
}

beforeAll(async () => {
  studio = await testStudio();
  port = await freePort(38_400);
  const documents = Array.from({ length: DOCUMENTS }, (_, at) => ({
    ...{ domain: "c4", tokens: 10, scores: { word_count: at }, argmax: {}, text: `Text of ${String(at)}.` },
  }));
  ({ versionId } = await storeTexts(studio.ctx, documents));
  await startServer();
});
afterAll(async () => {
  server.kill("SIGKILL");
  await studio.end();
});

/** A connection that drops now and then: the request may have been acted on or not. */
const shaky: NonNullable<Parameters<typeof httpLink<AppRouter>>[0]["fetch"]> = async (url, options) => {
  const fate = Math.random();
  if (fate < DROPPED / 2) throw new TypeError("dropped before it was sent");
  const response = await fetch(url, options as RequestInit);
  if (fate < DROPPED) throw new TypeError("dropped before the answer was read");
  return response;
};

const client = () =>
  createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `http://127.0.0.1:${String(port)}/api/trpc`, transformer: superjson, fetch: shaky }),
    ],
  });

/** Tries until the server has answered, as the page does; what the server refuses is an error. */
async function surely<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof TRPCClientError && error.data !== undefined && error.data !== null) throw error;
      await delay(20);
    }
  }
}

interface Sent {
  readonly reviewer: string;
  readonly documentId: string;
  readonly answer: Answer;
}

/** One reviewer who answers as long as there are documents; tells each answer that the server has confirmed. */
async function review(sessionId: string, name: string, onSent: (sent: Sent) => void): Promise<void> {
  const { review: api } = client();
  const key = randomBytes(32).toString("hex");
  await surely(() => api.join.mutate({ sessionId, name, key }));
  for (;;) {
    const assigned = await surely(() => api.assign.mutate({ key, count: 10 }));
    if (assigned.length === 0) return;
    for (const { documentId } of assigned) {
      const keep = randomBytes(1).readUInt8() < 128 ? "keep" : "drop";
      const answer: Answer = { state: "answered", values: { keep }, note: name, spans: [], flagged: false };
      const given = {
        key,
        change: randomUUID(),
        documentId,
        base: 0,
        answer,
        answeredAt: new Date(),
        seconds: 1,
      };
      await surely(() => api.answer.mutate(given));
      onSent({ reviewer: name, documentId, answer });
    }
  }
}

it(`${String(REVIEWERS)} reviewers give ${WANTED.toLocaleString("en-US")} answers over connections that drop, to a server that is killed in the middle, and none is lost or doubled`, async () => {
  const { id } = await createSession({
    ctx: studio.ctx,
    input: {
      id: randomUUID(),
      versionId,
      name: "Keep?",
      settings: {
        sampling: { method: "random" },
        ...{ documents: DOCUMENTS, seed: 1, reviewers: ANSWERS_EACH_DOCUMENT, leaseMinutes: 60 },
        questions: [{ kind: "keep" }],
      },
    },
  });
  const sent: Sent[] = [];
  let killed = 0;
  const onSent = (one: Sent): void => {
    sent.push(one);
    if (killed === 0 && sent.length >= WANTED / 2) {
      killed += 1;
      server.kill("SIGKILL");
      void once(server, "exit").then(startServer);
    }
  };
  await Promise.all(
    Array.from({ length: REVIEWERS }, (_, at) => review(id, `reviewer ${String(at)}`, onSent)),
  );
  expect(killed).toBe(1);

  const rows = await studio.ctx.db.reviewAnswer.findMany({ include: { reviewer: true } });
  expect(sent).toHaveLength(WANTED);
  expect(rows).toHaveLength(WANTED);
  expect(rows.every(({ version, extra }) => version === 1 && !extra)).toBe(true);
  const asText = (one: Sent): string => JSON.stringify([one.reviewer, one.documentId, one.answer]);
  const kept = rows.map((row) => ({
    reviewer: row.reviewer.name,
    documentId: row.documentId,
    answer: row.body as Answer,
  }));
  expect(new Set(kept.map(asText))).toEqual(new Set(sent.map(asText)));
  expect(await studio.ctx.db.answerChange.count()).toBe(WANTED);
  const figures = await sessionFigures({ ctx: studio.ctx, input: { id } });
  expect(figures.completeDocuments).toBe(DOCUMENTS);
  expect(figures.questions[0]?.figures).toMatchObject({
    units: DOCUMENTS,
    raters: REVIEWERS,
    ratings: WANTED,
  });
});
