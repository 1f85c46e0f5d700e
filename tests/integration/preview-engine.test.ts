import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Float32, makeTable, tableToIPC, vectorFromArray, Table } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecipe, type Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { bytesOf, partsOfKind, scorePartSchema, type ScoreKind, type ScorePart } from "@/core/score-parts";
import { oracle } from "@/tests/support/oracle";
import { noiseFor } from "@/tests/support/noise";
import { bruteRank, idOf, smallCorpus } from "@/tests/support/small-corpus";
import { openWasm } from "@/tests/support/wasm-engine";
import { buildTable } from "@/workers/browser/build-table";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { createPreviewEngine, type PreviewEngine } from "@/workers/browser/preview-engine";
import type { PreviewState } from "@/workers/browser/preview-state";

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

const NAMES: Readonly<Record<string, string>> = {
  fineweb_edu: "model",
  word_count: "natural-language",
};

/** What the server writes for the browser of some documents: one part a group, by its hash. */
function madeParts(
  ordinals: readonly number[],
  inclusion: number,
): {
  parts: ScorePart[];
  noise: (seed: number) => Promise<ScorePart[]>;
  files: Map<string, Uint8Array>;
} {
  const { statistics } = corpus;
  const documents = ordinals.flatMap((ordinal) => corpus.documents[ordinal] ?? []);
  const key = makeTable({
    ordinal: Uint32Array.from(ordinals),
    domain: Uint8Array.from(documents, ({ domain }) =>
      statistics.domains.findIndex((totals) => totals.domain === domain),
    ),
    tokens: Uint32Array.from(documents, ({ tokens }) => tokens),
    inclusion: new Float32Array(documents.length).fill(inclusion),
  });
  const tables: [string, Table][] = [["key", key]];
  for (const rater of ["fineweb_edu", "word_count"] as const) {
    const quantiles = statistics.raters[rater]?.value.quantiles ?? [];
    const values = documents.map(({ scores }) => scores[rater] ?? null);
    const ranks = values.map((value) => (value === null ? null : bruteRank(quantiles, value)));
    const group = NAMES[rater] ?? "";
    tables.push([group, new Table({ [rater]: vectorFromArray(values, new Float32()) })]);
    tables.push([`${group}-ranks`, new Table({ [`${rater}_rank`]: vectorFromArray(ranks, new Float32()) })]);
  }
  const files = new Map<string, Uint8Array>();
  const toPart = (group: string, table: Table): ScorePart => {
    const bytes = tableToIPC(table, "stream");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.set(`${sha256}.arrow`, bytes);
    return scorePartSchema.parse({ group, firstRow: 0, rows: documents.length, bytes: bytes.length, sha256 });
  };
  const noise = (seed: number): Promise<ScorePart[]> => {
    const made = ordinals.map((ordinal) => noiseFor(seed, idOf(ordinal)));
    return Promise.resolve([toPart("noise", makeTable({ noise: Float32Array.from(made) }))]);
  };
  return { parts: tables.map(([group, table]) => toPart(group, table)), noise, files };
}

async function database(): Promise<PreviewDatabase> {
  const engine = await openWasm();
  return {
    query: (sql) => engine.query(sql),
    columns: (sql) => engine.columns(sql),
    load: async (name, stream) => {
      await engine.query(`DROP TABLE IF EXISTS ${name}`);
      engine.connection.insertArrowFromIPCStream(stream, { name, create: true });
    },
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
  const { parts, noise, files } = madeParts([...corpus.documents.keys()], 1);
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const file = request.url?.slice(1) ?? "";
      asked.push(file);
      const bytes = files.get(file);
      // A connection kept open would end while the engine boots on this thread.
      response.setHeader("connection", "close");
      if (bytes === undefined)
        response.writeHead(404).end(JSON.stringify({ message: "The corpus is gone." }));
      else response.writeHead(200).end(bytes);
    });
    // DuckDB holds this process up for longer than a connection is kept.
    server.keepAliveTimeout = 600_000;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  const start = (folder = origin, statistics = Promise.resolve(corpus.statistics)): PreviewEngine =>
    createPreviewEngine({ folder, parts, noise, statistics, open: database, build: buildTable });
  const filesOf = (kind: ScoreKind) => partsOfKind(parts, kind).map(({ sha256 }) => `${sha256}.arrow`);

  it("boots, loads the scores with progress and counts what the recipe selects", async () => {
    const engine = start();
    expect(engine.getState().status).toBe("booting");
    const total = bytesOf(partsOfKind(parts, "values"));
    const loaded = stateWhere(engine, (state) => state.progress?.loaded === total);
    engine.request(recipe(1));
    expect((await loaded).progress).toEqual({ loaded: total, total });

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

  it("loads the ranks when a recipe first asks for them, and each table once", async () => {
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
    const [key, ...ranks] = filesOf("ranks");
    expect(asked.toSorted()).toEqual([...filesOf("values"), key, ...ranks].toSorted());
    engine.dispose();
  });

  it("filters ranks by the values they come from", async () => {
    const engine = start();
    const wanted = parseRecipe({
      ...recipe(1, "rank"),
      filters: { tokens: { min: 12 }, raters: { fineweb_edu: { min: 5, max: 30 } } },
    });
    engine.request(wanted);
    const state = await stateWhere(engine, ({ raters }) => raters !== null);
    const expected = oracle(corpus, wanted);
    expect(state.mixture?.documents.value).toBe(expected.documents);
    expect(state.mixture?.threshold).toBe(expected.threshold);
    expect(state.justIn[0]?.ordinal).toBe(expected.ordinals.at(-1));
    engine.dispose();
  });

  it("ranks by the noise of the seed that a recipe names, and by the score again without", async () => {
    const engine = start();
    const warm = (seed: number, normalisation: Recipe["normalisation"]): Recipe => ({
      ...recipe(1, normalisation),
      temperature: 0.5,
      seed,
    });
    for (const wanted of [warm(1, "zscore"), warm(2, "zscore"), warm(2, "rank"), recipe(1)]) {
      engine.request(wanted);
      const state = await stateWhere(engine, ({ recipeKey }) => recipeKey === recipeHash(wanted));
      expect(state.mixture?.threshold).toBe(oracle(corpus, wanted).threshold);
    }
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
      message: expect.stringMatching(
        new RegExp(
          `^The scores for the preview could not be loaded from ${origin}/gone/[0-9a-f]{64}.arrow: The corpus is gone.$`,
        ),
      ) as string,
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

  it("estimates from a sample while a weight is moved, and counts all documents when it rests", async () => {
    const half = madeParts(
      [...corpus.documents.keys()].filter((ordinal) => ordinal % 2 === 0),
      0.5,
    );
    for (const [file, bytes] of half.files) files.set(file, bytes);
    const statistics = Promise.resolve(corpus.statistics);
    const engine = createPreviewEngine({
      ...{ folder: origin, parts: half.parts, noise: half.noise, whole: parts },
      ...{ statistics, open: database, build: buildTable },
    });
    engine.request(recipe(1));
    const first = await stateWhere(engine, ({ mixture }) => mixture !== null);
    expect(first.mixture?.basis).toEqual({ kind: "sample", sample: 20, documents: 40 });
    const isCounted = (wanted: Recipe) => (state: PreviewState) =>
      state.recipeKey === recipeHash(wanted) && state.mixture?.basis.kind === "exact";
    const counted = await stateWhere(engine, isCounted(recipe(1)));
    expect(counted.mixture?.documents).toEqual({ value: oracle(corpus, recipe(1)).documents, error: null });

    engine.request(recipe(3), "fineweb_edu");
    const moving = await stateWhere(engine, ({ recipeKey }) => recipeKey === recipeHash(recipe(3)));
    expect(moving.mixture?.basis.kind).toBe("sample");
    const released = recipe(3);
    engine.request(released);
    const rested = await stateWhere(engine, isCounted(released));
    const expected = oracle(corpus, released);
    expect(rested.mixture?.tokens).toEqual({ value: expected.tokens, error: null });
    expect(rested.mixture?.threshold).toBe(expected.threshold);
    expect(rested.justIn[0]?.ordinal).toBe(expected.ordinals.at(-1));
    const { raters } = rested;
    expect((await stateWhere(engine, (state) => state.raters !== raters)).recipeKey).toBe(rested.recipeKey);

    engine.request(parseRecipe({ ...released, weights: { ...released.weights, reasoning: 1 } }));
    const refused = await stateWhere(engine, ({ error }) => error !== null);
    expect(refused.error?.code).toBe("invalid-input");
    expect(refused.recipeKey).toBe(rested.recipeKey);
    engine.dispose();
  });

  it("keeps its estimates where the browser cannot hold all documents, and says so", async () => {
    const half = madeParts([1, 2, 3], 0.5);
    for (const [file, bytes] of half.files) files.set(file, bytes);
    const gone = parts.map((part) => ({ ...part, sha256: "0".repeat(64) }));
    const statistics = Promise.resolve(corpus.statistics);
    const engine = createPreviewEngine({
      ...{ folder: origin, parts: half.parts, noise: half.noise, whole: gone },
      ...{ statistics, open: database, build: buildTable },
    });
    engine.request(recipe(1));
    const state = await stateWhere(engine, ({ whole }) => whole.status === "failed");
    expect(state.whole.error?.code).toBe("unavailable");
    expect(state).toMatchObject({ status: "ready", error: null, mixture: { basis: { kind: "sample" } } });
    engine.dispose();
  });
});
