import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPreview } from "@/server/api/answer-preview";
import { answerTrpc } from "@/server/api/answer-trpc";
import { callerOf } from "@/server/api/caller";
import { claimJob } from "@/server/services/job/claim";
import { enqueueJob } from "@/server/services/job/enqueue";
import { finishJob } from "@/server/services/job/finish";
import { corpusPath } from "@/server/storage/home";
import { testStudio, type TestStudio } from "../support/studio-home";

const URL_PREFIX = "http://127.0.0.1:3000/api/trpc";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

const query = (procedure: string, input?: unknown) =>
  answerTrpc(
    new Request(
      `${URL_PREFIX}/${procedure}?input=${encodeURIComponent(JSON.stringify(superjson.serialize(input)))}`,
    ),
  );

interface Refusal {
  readonly error: { readonly json: { readonly message: string; readonly data: Record<string, unknown> } };
}
const refusal = async (response: Response) => ((await response.json()) as Refusal).error.json;

describe("the API over HTTP", () => {
  it("answers dates as dates", async () => {
    const { id } = await enqueueJob({
      db: studio.ctx.db,
      ctx: studio.ctx,
      kind: "train-run",
      key: "a",
      payload: {},
    });
    const body = (await (await query("job.get", { id })).json()) as {
      result: { data: Parameters<typeof superjson.deserialize>[0] };
    };
    const job = superjson.deserialize<{ createdAt: unknown }>(body.result.data);
    expect(job).toMatchObject({ id, kind: "train-run", state: "queued", progress: null });
    expect(job.createdAt).toBeInstanceOf(Date);
  });

  it("maps a studio's error to a status, with its message and way", async () => {
    const response = await query("selection.get", { id: "none" });
    expect(response.status).toBe(404);
    expect((await refusal(response)).data["studio"]).toEqual({
      code: "not-found",
      message: "There is no selection none.",
      way: "Choose one from the list of selections.",
    });
  });

  it("says in plain words what of the input is wrong, and never shows a stack", async () => {
    const response = await query("selection.count", {
      versionId: "v",
      recipe: { name: "x", weights: {}, normalisation: "rank", budget: { share: 2 } },
    });
    expect(response.status).toBe(400);
    const { message, data } = await refusal(response);
    expect(message).toContain("recipe.weights: every weight is 0");
    expect(message).toContain("recipe.budget");
    expect(data["studio"]).toMatchObject({ code: "invalid-input", way: "Correct the named fields." });
    expect(JSON.stringify(data)).not.toContain("node_modules");
  });

  it("streams a job as it changes, and only what is new to one who comes back", async () => {
    const { db } = studio.ctx;
    const { id } = await enqueueJob({
      db,
      ctx: studio.ctx,
      kind: "import-corpus",
      key: randomUUID(),
      payload: {},
    });
    const job = await claimJob({ db, kinds: ["import-corpus"], leaseMs: 60_000 });
    const response = await query("job.watch", { id });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const readUntil = async (part: string) => {
      while (!text.includes(part)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended before ${part}: ${text}`);
        text += value;
      }
    };
    await readUntil('"state":"running"');
    await finishJob({
      db,
      id,
      leaseToken: job?.leaseToken ?? "",
      outcome: { kind: "succeeded", result: { documents: 3 } },
    });
    await readUntil('"state":"succeeded"');
    await readUntil("event: return");
    const ids = [...text.matchAll(/^id: (.+)$/gm)].map(([, eventId]) => eventId);
    expect(ids).toHaveLength(2);
    const again = await (await query("job.watch", { id, lastEventId: ids[1] })).text();
    expect(again).not.toContain("succeeded");
  });
});

describe("the API without HTTP", () => {
  it("saves and lists recipes by the same services", async () => {
    const api = callerOf(new Headers());
    const saved = await api.recipe.save({
      id: randomUUID(),
      recipe: { name: "r", weights: { word_count: 1 }, normalisation: "zscore", budget: { tokens: 5 } },
    });
    expect((await api.recipe.list())[0]?.versions[0]).toEqual(saved);
    expect(await api.selection.list()).toEqual([]);
  });

  it("says how to get the training environment, or that it is there", async () => {
    expect(["ready", "missing", "no-python"]).toContain((await callerOf(new Headers()).system.gpu()).state);
  });
});

describe("score parts for the browser", () => {
  const fingerprint = "ab".repeat(32);
  const file = `${"cd".repeat(32)}.arrow`;
  const asked = (tag?: string) =>
    new Request("http://127.0.0.1/api/preview", {
      headers: tag === undefined ? {} : { "If-None-Match": tag },
    });
  const bytes = randomBytes(2_500_000);
  beforeAll(async () => {
    await mkdir(path.join(corpusPath(fingerprint), "parts"), { recursive: true });
    await writeFile(path.join(corpusPath(fingerprint), "parts", file), bytes);
    const { db, workspaceId, actor } = studio.ctx;
    const owned = { workspaceId, createdBy: actor };
    await db.corpus.create({ data: { id: "parts", ...owned, name: "parts" } });
    await db.corpusVersion.create({
      data: {
        ...{ id: "parts", ...owned, corpusId: "parts", number: 1, fingerprint, source: "made" },
        ...{ documents: 0n, tokens: 0n, rejected: 0n, missing: 0n, bytes: 0n },
        ...{ validationDocuments: 0n, validationTokens: 0n },
      },
    });
  });

  it("are streamed byte for byte and kept for good", async () => {
    const response = await answerPreview(asked(), { fingerprint, file });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(response.headers.get("etag")).toBe(`"${"cd".repeat(32)}"`);
    expect(response.headers.get("x-bytes")).toBe("2500000");
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    [`"${"cd".repeat(32)}"`, 304],
    [`"other", W/"${"cd".repeat(32)}"`, 304],
    ["*", 304],
    [`"${"ce".repeat(32)}"`, 200],
    ["cd".repeat(32), 200],
  ])("are not sent again to who has them: If-None-Match %s is answered with %i", async (tag, status) => {
    const response = await answerPreview(asked(tag), { fingerprint, file });
    expect(response.status).toBe(status);
    expect(response.headers.get("etag")).toBe(`"${"cd".repeat(32)}"`);
    expect((await response.arrayBuffer()).byteLength).toBe(status === 304 ? 0 : bytes.length);
  });

  it.each([
    [fingerprint, `${"ef".repeat(32)}.arrow`, 404],
    ["cd".repeat(32), file, 404],
    [fingerprint, "../statistics.json", 400],
    [fingerprint, "values.arrow", 400],
    ["..", file, 400],
    [`${"ab".repeat(31)}/.`, file, 400],
  ])("answer %s/%s with %i", async (name, wanted, status) => {
    expect((await answerPreview(asked("*"), { fingerprint: name, file: wanted })).status).toBe(status);
  });
});
