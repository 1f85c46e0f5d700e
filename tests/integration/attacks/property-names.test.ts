import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { llamaShapeSchema } from "@/core/models";
import type { RecipeInput } from "@/core/recipe";
import { defaultTrainSettings } from "@/core/train-settings";
import { transformer } from "@/components/api/transformer";
import { answerTrpc } from "@/server/api/answer-trpc";
import { callerOf } from "@/server/api/caller";
import type { AppRouter } from "@/server/api/root";
import { runJobHere } from "@/server/services/job/run-here";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { readManifest } from "@/server/services/selection/read-manifest";
import { runPath, selectionPath } from "@/server/storage/home";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

/** Names under which every object has something, and two that superjson refuses as keys. */
const NAMES = ["constructor", "hasOwnProperty", "prototype", "toString", "valueOf"] as const;

let studio: TestStudio;
let versionId: string;
let selectionId: string;

/** A page: it asks over the wire, through everything that writes and reads a message. */
const page: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: "http://127.0.0.1:3000/api/trpc",
      transformer,
      fetch: (url, init) => answerTrpc(new Request(url, init as RequestInit)),
    }),
  ],
});

const recipe: RecipeInput = {
  name: "by name",
  weights: { fluency: 1 },
  normalisation: "zscore",
  budget: { share: 1 },
  domains: { rule: "shares", shares: { constructor: 0.5, prototype: 0.25, toString: 0.25 } },
};

beforeAll(async () => {
  studio = await testStudio();
  const source = path.join(studio.home, "named");
  const records = NAMES.flatMap((domain) => madeRecords(domain, 4).map((row) => ({ ...row, domain })));
  await writeSource(source, { "a.jsonl": records });
  const mapping = { id: "id", text: "content", domain: "domain" };
  versionId = (await importFrom(studio, source, { mapping })).versionId;
});
afterAll(() => studio.end());

describe("a corpus whose domains are named like what every object has", () => {
  it("is told domain by domain", async () => {
    const { corpusId } = await studio.ctx.db.corpusVersion.findUniqueOrThrow({ where: { id: versionId } });
    const { statistics } = await page.corpus.overview.query({ corpusId });
    expect(statistics.domains.map(({ domain, documents }) => [domain, documents])).toEqual(
      NAMES.map((name) => [name, 4]),
    );
    const measuring = await callerOf(new Headers()).corpus.openProfile({ versionId });
    for await (const told of measuring) expect(told).toBeDefined();
    const profile = await page.corpus.profile.query({ versionId });
    expect(profile?.domains.map(({ domain }) => domain)).toEqual(NAMES);
  });

  it("is previewed, and only what the recipe names has a share", async () => {
    const { domains } = await page.preview.figures.query({ versionId, recipe });
    const after = domains.map(({ domain, after: { documents } }) => [domain, documents.value > 0]);
    expect(after).toEqual(
      NAMES.map((name) => [name, ["constructor", "prototype", "toString"].includes(name)]),
    );
  });

  it("is bounded by domain, and what no bound names is free", async () => {
    const bounds = { constructor: { max: 0.1 }, prototype: { min: 0.3 } };
    const bounded: RecipeInput = { ...recipe, domains: { rule: "bounds", bounds }, budget: { share: 0.5 } };
    const counted = await page.selection.count.query({ versionId, recipe: bounded });
    const documents = new Map(counted.domains.map(({ domain, after }) => [domain, after.documents]));
    expect(documents.get("prototype")).toBeGreaterThan(0);
    expect(documents.get("valueOf")).toBeGreaterThan(0);
  });

  it("is kept in a recipe, a selection and its manifest", async () => {
    const saved = await page.recipe.save.mutate({ id: randomUUID(), recipe });
    expect(saved.body.domains).toEqual(recipe.domains);
    const { documents, tokens } = await page.selection.count.query({ versionId, recipe });
    const asked = { id: randomUUID(), versionId, recipe, expected: { documents, tokens } };
    const { id, jobId } = await page.selection.confirm.mutate(asked);
    selectionId = id;
    await runJobHere({
      ctx: studio.ctx,
      jobId: jobId ?? "",
      run: materialiseSelection,
      shutdown: new AbortController().signal,
      onProgress: () => undefined,
    });
    const { selectionKey, body } = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id } });
    expect(body).toMatchObject({ domains: recipe.domains });
    const manifest = await readManifest(selectionPath(selectionKey, studio.home));
    expect(manifest?.recipe.domains).toEqual(recipe.domains);
    expect(manifest?.documents).toBe(documents);
  });

  it("is compared by what its runs lost on each domain", async () => {
    const owned = { workspaceId: "local", createdBy: "local" };
    const shape = llamaShapeSchema.parse({
      ...{ hiddenSize: 32, layers: 1, heads: 2, kvHeads: 2, intermediateSize: 64, context: 64 },
    });
    const { id } = await studio.ctx.db.run.create({
      data: {
        ...{ id: randomUUID(), ...owned, name: "named", selectionId, backend: "local", model: "custom" },
        ...{ state: "succeeded", totalSteps: 4, config: { shape, train: defaultTrainSettings("custom") } },
      },
    });
    const event = { v: 1, seq: 0, ts: "2026-11-27T00:00:00Z", run: id, attempt: 1, type: "validation" };
    const told = { step: 2, tokens: 20, loss: 3, by_domain: { constructor: 2, prototype: 4 } };
    await mkdir(runPath(id, studio.home), { recursive: true });
    await writeFile(
      path.join(runPath(id, studio.home), "events.jsonl"),
      `${JSON.stringify({ ...event, ...told })}\n`,
    );
    const items = [{ kind: "run", id } as const];
    const [group] = await page.comparison.outcomes.query({ items });
    expect(group?.runs[0]?.validation[0]?.byDomain).toEqual({ constructor: 2, prototype: 4 });
    expect(Object.keys(group?.validationByDomain ?? {})).toEqual(["constructor", "prototype"]);
  });

  it("is refused under the one name that no answer can carry", async () => {
    const shares = JSON.parse('{"__proto__":1}') as Record<string, number>;
    const named: RecipeInput = { ...recipe, domains: { rule: "shares", shares } };
    const saving = callerOf(new Headers()).recipe.save({ id: randomUUID(), recipe: named });
    await expect(saving).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const entries = { json: [["__proto__", { id: "a\0" }]], meta: { values: [["custom", "named"]], v: 1 } };
    const input = encodeURIComponent(JSON.stringify(entries));
    const url = `http://127.0.0.1:3000/api/trpc/selection.get?input=${input}`;
    expect((await answerTrpc(new Request(url))).status).toBe(400);
  });
});
