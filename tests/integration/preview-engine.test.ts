import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Float32, makeTable, tableToIPC, vectorFromArray, Table } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecipe, type Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { oracle } from "@/tests/support/oracle";
import { bruteRank, smallCorpus } from "@/tests/support/small-corpus";
import { openWasm } from "@/tests/support/wasm-engine";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { createPreviewEngine, type PreviewEngine, type PreviewState } from "@/workers/browser/preview-engine";

const corpus = smallCorpus(
  Array.from({ length: 40 }, (_, index) => ({
    domain: index % 3 === 0 ? "book" : "c4",
    tokens: 10 + ((index * 7) % 13),
    scores: { fineweb_edu: (index * 37) % 41, word_count: index % 8 === 0 ? null : (index * 11) % 29 },
    argmax: {},
  })),
);

const recipe = (weight: number, normalisation: Recipe["normalisation"] = "zscore"): Recipe =>
  parseRecipe({
    name: "preview",
    weights: { fineweb_edu: weight, word_count: 0.5 },
    normalisation,
    budget: { share: 0.4 },
  });

/** What the server writes for the browser: the columns of core/score-table.ts as an Arrow IPC stream. */
function arrowStream(kind: "values" | "ranks"): Uint8Array {
  const { documents, statistics } = corpus;
  const base = makeTable({
    ordinal: Uint32Array.from(documents.keys()),
    domain: Uint8Array.from(documents, ({ domain }) =>
      statistics.domains.findIndex((totals) => totals.domain === domain),
    ),
    tokens: Uint32Array.from(documents, ({ tokens }) => tokens),
    inclusion: new Float32Array(documents.length).fill(1),
  });
  const raters = (["fineweb_edu", "word_count"] as const).map((rater) => {
    const quantiles = statistics.raters[rater]?.value.quantiles ?? [];
    const values = documents.map(({ scores }) => scores[rater] ?? null);
    const ranks = values.map((value) => (value === null ? null : bruteRank(quantiles, value)));
    return kind === "values"
      ? [rater, vectorFromArray(values, new Float32())]
      : [`${rater}_rank`, vectorFromArray(ranks, new Float32())];
  });
  return tableToIPC(base.assign(new Table(Object.fromEntries(raters))), "stream");
}

async function database(): Promise<PreviewDatabase> {
  const engine = await openWasm();
  return {
    query: (sql) => engine.query(sql),
    load: (name, stream) =>
      Promise.resolve(engine.connection.insertArrowFromIPCStream(stream, { name, create: true })),
    close: () => Promise.resolve(engine.close()),
  };
}

/** The first state for which something holds; fails when the preview fails. */
function stateWhere(engine: PreviewEngine, holds: (state: PreviewState) => boolean): Promise<PreviewState> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const state = engine.getState();
      if (holds(state)) resolve(state);
      else if (state.status === "failed") reject(state.error ?? new Error("failed without a reason"));
      else return;
      stop();
    };
    const stop = engine.subscribe(look);
    queueMicrotask(look);
  });
}

describe("the preview engine", () => {
  let server: Server;
  let origin: string;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const file = request.url?.slice(1) ?? "";
      asked.push(file);
      if (file !== "values" && file !== "ranks") {
        response.writeHead(404).end(JSON.stringify({ message: "The corpus is gone." }));
        return;
      }
      const stream = arrowStream(file);
      response.writeHead(200, { "X-Bytes": String(stream.length) }).end(stream);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    server.close();
    await once(server, "close");
  });
  const start = (valuesUrl = `${origin}/values`): PreviewEngine =>
    createPreviewEngine({
      valuesUrl,
      ranksUrl: `${origin}/ranks`,
      statistics: corpus.statistics,
      open: database,
    });

  it("boots, loads the scores with progress and counts what the recipe selects", async () => {
    const engine = start();
    expect(engine.getState().status).toBe("booting");
    const loading = stateWhere(engine, (state) => state.progress !== null);
    engine.request(recipe(1));
    const { progress } = await loading;
    const length = arrowStream("values").length;
    expect(progress).toEqual({ loaded: length, total: length });

    const state = await stateWhere(engine, ({ raters }) => raters !== null);
    const expected = oracle(corpus, recipe(1));
    expect(state.status).toBe("ready");
    expect(state.error).toBeNull();
    expect(state.recipeKey).toBe(recipeHash(recipe(1)));
    expect(state.mixture?.documents).toEqual({ value: expected.documents, error: null });
    expect(state.mixture?.threshold).toBe(expected.threshold);
    expect(state.justIn[0]?.ordinal).toBe(expected.ordinals.at(-1));
    expect(state.raters?.map(({ rater }) => rater)).toEqual(["word_count", "fineweb_edu"]);
    engine.dispose();
  });

  it("works on the newest of many recipes and skips the rest", async () => {
    const engine = start();
    const keys = new Set<string>();
    engine.subscribe(() => {
      const { recipeKey } = engine.getState();
      if (recipeKey !== null) keys.add(recipeKey);
    });
    for (let step = 0; step <= 50; step++) engine.request(recipe(step / 10));
    const last = recipeHash(recipe(5));
    const state = await stateWhere(engine, ({ recipeKey }) => recipeKey === last);
    expect(state.mixture?.threshold).toBe(oracle(corpus, recipe(5)).threshold);
    expect([...keys]).toEqual([recipeHash(recipe(0)), last]);
    engine.dispose();
  });

  it("loads the ranks when a recipe first asks for them, and each file once", async () => {
    asked.length = 0;
    const engine = start();
    for (const [weight, normalisation] of [
      [1, "zscore"],
      [1, "rank"],
      [2, "rank"],
      [2, "published"],
    ] as const) {
      const wanted = recipe(weight, normalisation);
      engine.request(wanted);
      const state = await stateWhere(engine, ({ recipeKey }) => recipeKey === recipeHash(wanted));
      expect(state.mixture?.threshold).toBe(oracle(corpus, wanted).threshold);
    }
    expect(asked).toEqual(["values", "ranks"]);
    engine.dispose();
  });

  it("says why a recipe has no figures, keeps the last ones and goes on", async () => {
    const engine = start();
    engine.request(recipe(1));
    const before = await stateWhere(engine, ({ raters }) => raters !== null);
    engine.request(
      parseRecipe({ name: "off", weights: { fluency: 1 }, normalisation: "rank", budget: { share: 0.1 } }),
    );
    const state = await stateWhere(engine, ({ error }) => error !== null);
    expect(state.error?.code).toBe("invalid-input");
    expect(state.mixture).toBe(before.mixture);
    engine.request(recipe(2));
    const after = await stateWhere(engine, ({ recipeKey }) => recipeKey === recipeHash(recipe(2)));
    expect(after.error).toBeNull();
    engine.dispose();
  });

  it("fails with the server's reason when the scores cannot be had", async () => {
    const engine = start(`${origin}/gone`);
    engine.request(recipe(1));
    const failed = stateWhere(engine, ({ mixture }) => mixture !== null);
    await expect(failed).rejects.toMatchObject({
      code: "unavailable",
      message: `The scores for the preview could not be loaded from ${origin}/gone: The corpus is gone.`,
    });
    engine.dispose();
  });

  it("tells nobody anything once it is disposed", async () => {
    const engine = start();
    engine.request(recipe(1));
    await stateWhere(engine, ({ mixture }) => mixture !== null);
    const told: PreviewState[] = [];
    engine.subscribe(() => told.push(engine.getState()));
    const before = engine.getState();
    engine.dispose();
    engine.request(recipe(3));
    expect(engine.getState()).toBe(before);
    expect(told).toEqual([]);
  });
});
