import { randomUUID } from "node:crypto";
import fc from "fast-check";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { answerAudit } from "@/server/api/answer-audit";
import { answerCampaign } from "@/server/api/answer-campaign";
import { answerCard } from "@/server/api/answer-card";
import { answerExport } from "@/server/api/answer-export";
import { answerPreview } from "@/server/api/answer-preview";
import { answerRejects } from "@/server/api/answer-rejects";
import { answerReview } from "@/server/api/answer-review";
import { answerTrpc } from "@/server/api/answer-trpc";
import { answerUpload } from "@/server/api/answer-upload";
import { appRouter } from "@/server/api/root";
import { inputsOf, MEANING_HARM } from "@/tests/support/schema-arbitrary";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const ORIGIN = "http://127.0.0.1:3000";
const RUNS = 12;
/** Longer than any answer about a corpus of five documents takes on a busy machine. */
const PATIENCE_MS = 60_000;

interface Definition {
  readonly type: "query" | "mutation" | "subscription";
  readonly inputs: readonly z.ZodType[];
}

const PROCEDURES = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: Definition }>,
).map(([path, { _def }]) => ({ path, ..._def }));

let studio: TestStudio;
let known: readonly string[];
beforeAll(async () => {
  studio = await testStudio();
  const tokens = [5, 4, 3, 2, 1];
  await storeCorpus(
    studio.ctx,
    "small",
    tokens.map((count) => ({
      domain: count % 2 === 0 ? "a" : "b",
      tokens: count,
      scores: { fluency: count },
      argmax: {},
    })),
  );
  const versions = await studio.ctx.db.corpusVersion.findMany();
  known = versions.flatMap(({ id, corpusId, fingerprint }) => [id, corpusId, fingerprint]);
});
afterAll(() => studio.end());

/** Some of the ids are those of the corpus, so that what lies behind "there is no such" is reached. */
function withKnownIds(input: unknown, pick: number): unknown {
  if (Array.isArray(input)) return input.map((one) => withKnownIds(one, pick));
  if (typeof input !== "object" || input === null || Object.getPrototypeOf(input) !== Object.prototype)
    return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      /id$|fingerprint|corpus|version/i.test(key) && typeof value === "string"
        ? (known[pick % (known.length + 1)] ?? value)
        : withKnownIds(value, pick),
    ]),
  );
}

/** As a browser sends it; what superjson refuses to send, a prototype as a key, goes as plain JSON. */
function wireText(input: unknown): string {
  try {
    return JSON.stringify(superjson.serialize(input));
  } catch {
    return JSON.stringify({ json: input }, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
  }
}

async function ask({ path, type }: (typeof PROCEDURES)[number], input: unknown): Promise<Response> {
  const text = wireText(input);
  const url = `${ORIGIN}/api/trpc/${path}`;
  const end = new AbortController();
  if (type !== "subscription")
    return answerTrpc(
      new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: text }),
    );
  const response = await answerTrpc(
    new Request(`${url}?input=${encodeURIComponent(text)}`, {
      headers: { accept: "text/event-stream" },
      signal: end.signal,
    }),
  );
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel().catch(() => undefined);
  end.abort();
  return response;
}

const inTime = <T>(work: Promise<T>): Promise<T | "no answer"> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"no answer">((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, "no answer");
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

interface Refusal {
  readonly error?: {
    readonly json: {
      readonly message: string;
      readonly data: { readonly studio: object | null; readonly httpStatus: number };
    };
  };
}

/** What a person would be told, or "answered". */
async function toldBy(response: Response): Promise<unknown> {
  if (response.bodyUsed || !(response.headers.get("content-type") ?? "").includes("json")) return "answered";
  const { error } = (await response.json()) as Refusal;
  if (error === undefined) return "answered";
  const { studio: fault, httpStatus } = error.json.data;
  return fault !== null || httpStatus < 500 ? "refused" : error.json.message;
}

describe("every procedure, asked for what it was not made for", () => {
  const write = process.stderr.write.bind(process.stderr);
  const logged: string[] = [];
  beforeAll(() => {
    process.stderr.write = ((chunk: string | Uint8Array) => logged.push(String(chunk)) > 0) as typeof write;
  });
  afterAll(() => {
    process.stderr.write = write;
  });

  it.each(PROCEDURES)("$path answers or refuses", async (procedure) => {
    const [schema] = procedure.inputs;
    const inputs = schema === undefined ? fc.constantFrom(undefined, null, {}, "x") : inputsOf(schema);
    await fc.assert(
      fc.asyncProperty(inputs, fc.nat({ max: 9 }), async (input, pick) => {
        logged.length = 0;
        const response = await inTime(ask(procedure, withKnownIds(input, pick)));
        expect(response).not.toBe("no answer");
        if (response === "no answer") return;
        expect(["answered", "refused"], logged.join("")).toContain(await toldBy(response));
        expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("takes no procedure that is none", async () => {
    for (const path of [
      "__proto__",
      "constructor",
      "corpus",
      "corpus.",
      "a.b.c",
      "corpus.list,corpus.__proto__",
    ]) {
      const response = await answerTrpc(new Request(`${ORIGIN}/api/trpc/${path}`));
      expect(response.status).toBeLessThan(500);
    }
  });

  it("takes no body that is none", async () => {
    for (const body of [
      "",
      "{",
      "[".repeat(50_000),
      "null",
      "\0",
      '{"json":{"__proto__":{"x":1}},"meta":{"values":{"a":["Date"]}}}',
      '{"json":1,"meta":{"values":{"__proto__":["set"]}}}',
    ]) {
      const response = await answerTrpc(
        new Request(`${ORIGIN}/api/trpc/recipe.save`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        }),
      );
      expect([response.status, body.slice(0, 20)]).toEqual([400, body.slice(0, 20)]);
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("every route beside tRPC, asked for what it was not made for", () => {
  /** A request whose address says so. */
  const asking = (query: Readonly<Record<string, string>>): Request =>
    new Request(`${ORIGIN}/?${new URLSearchParams(query).toString()}`);
  const routes: Readonly<Record<string, (text: string) => Promise<Response>>> = {
    audit: (text) => answerAudit(asking({ format: text, action: text })),
    campaign: (text) => answerCampaign(asking({ format: text }), text),
    card: (text) => answerCard(asking({ format: text, version: text }), text),
    preview: (text) => answerPreview(asking({}), { fingerprint: text, file: text }),
    rejects: (text) => answerRejects(asking({ format: text }), text),
    review: (text) => answerReview(asking({ format: text }), text),
    upload: (text) =>
      answerUpload(new Request(asking({ name: text, offset: text }), { method: "PUT", body: "x" }), text),
    "upload that is announced": (text) =>
      answerUpload(
        new Request(asking({ name: text, offset: "0" }), { method: "PUT", body: "x" }),
        randomUUID(),
      ),
    export: (text) => {
      const form = new FormData();
      form.set("request", text);
      return answerExport(new Request(ORIGIN, { method: "POST", body: form }));
    },
  };

  it.each(Object.entries(routes))("%s refuses", async (_, route) => {
    for (const text of MEANING_HARM) {
      const response = await route(text);
      expect([400, 404, 409, 412], JSON.stringify(text.slice(0, 40))).toContain(response.status);
    }
  });
});
