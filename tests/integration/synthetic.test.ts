import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { RATER_IDS, RATERS, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { latentCorrelation, missingShare, SYNTHETIC_DOMAINS } from "@/core/synthetic/factor-model";
import { syntheticRowsSql } from "@/core/synthetic/synthetic-sql";
import { defaultTrainSettings } from "@/core/train-settings";
import { createCaller } from "@/server/api/caller";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import { synthesiseCorpus } from "@/server/services/corpus/synthesise";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { runJobHere } from "@/server/services/job/run-here";
import { runSynthesiseCorpus } from "@/workers/jobs/synthesise-corpus";
import { filesOf, sqlRows } from "@/tests/support/importing";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

const make = (documents: number, seed: number, name: string = randomUUID()) =>
  synthesiseCorpus({
    ctx: studio.ctx,
    input: { id: randomUUID(), name, documents, seed },
    signal: new AbortController().signal,
    report: () => undefined,
  });

describe("a synthetic corpus", () => {
  it("is the same for the same seed and another for another", async () => {
    const [first, again, other] = [await make(500, 7), await make(500, 7), await make(500, 8)];
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });

  it("begins with the documents of a smaller one, whose ids are in order and used once", async () => {
    const small = filesOf(studio, await make(300, 3));
    const large = filesOf(studio, await make(900, 3));
    const held = (rows: SqlRow[]) =>
      rows.map((row) => [row["doc_id"], row["tokens"], ...RATER_IDS.map((id) => row[id])]);
    expect(held((await large.scores()).slice(0, 300))).toEqual(held(await small.scores()));
    const ids = (await large.scores()).map((row) => String(row["doc_id"]));
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it("has a text for each document that says what it is, and levels that follow from its logits", async () => {
    const made = await make(2000, 1);
    const { scores, texts, file } = filesOf(studio, made);
    const rows = await scores();
    const found = await texts();
    expect(found).toHaveLength(2000);
    expect(found.map(({ doc_id }) => doc_id)).toEqual(rows.map((row) => row["doc_id"]));
    for (const [at, { text }] of found.entries())
      expect(text).toMatch(new RegExp(`^Synthetic document ${String(at + 1)}: [a-z]+( [a-z]+){11}\\.$`));
    for (const { id, source } of RATERS) {
      if (source.kind !== "logits") continue;
      const levels = Array.from(
        { length: source.levels },
        (_, k) => `${id}[${String(k + 1)}] AS l${String(k)}`,
      );
      const logits = await sqlRows(
        `SELECT ${levels.join(", ")} FROM '${file("logits.parquet")}' ORDER BY ordinal`,
      );
      for (const [at, row] of logits.entries()) {
        const values = Object.values(row).flatMap((value) => (typeof value === "number" ? [value] : []));
        const level = values.length === 0 ? null : levelOf(values);
        expect(rows[at]?.[raterColumn(id, "argmax")]).toBe(level?.argmax ?? null);
        const expected = rows[at]?.[id];
        if (level === null) expect(expected).toBeNull();
        else expect(Number(expected)).toBeCloseTo(level.expected, 5);
      }
    }
  });

  it("is listed, opened and searched like any other, and says that it is synthetic", async () => {
    const api = createCaller(studio.ctx);
    const made = await make(200, 5, "tried out");
    const detail = await api.corpus.get({ corpusId: made.corpusId });
    expect(detail).toMatchObject({
      name: "tried out",
      documents: 200,
      synthetic: true,
      source: "synthetic, seed 5",
    });
    expect(detail.info.synthetic).toBe(true);
    expect(detail.statistics.raters.fluency?.provenance).toBe("synthetic");
    expect((await api.corpus.list()).find(({ id }) => id === made.corpusId)?.synthetic).toBe(true);
    const document = await api.document.get({ versionId: made.versionId, ordinal: 11 });
    expect(document.text).toMatch(/^Synthetic document 12: /);
  });

  it("can be selected from but not trained on", async () => {
    const api = createCaller(studio.ctx);
    const { versionId } = await make(400, 2);
    const recipe = {
      name: "r",
      weights: { fluency: 1 },
      normalisation: "rank",
      budget: { share: 0.3 },
    } as const;
    const { documents, tokens } = await api.selection.count({ versionId, recipe });
    const selection = await api.selection.confirm({
      id: randomUUID(),
      versionId,
      recipe,
      expected: { documents, tokens },
    });
    expect(selection.corpus.synthetic).toBe(true);
    await runJobHere({
      ctx: studio.ctx,
      jobId: selection.jobId ?? "",
      run: materialiseSelection,
      shutdown: new AbortController().signal,
      onProgress: () => undefined,
    });
    await expect(
      api.run.submit({
        id: randomUUID(),
        selectionId: selection.id,
        name: "never",
        backend: "local",
        model: "tiny",
        train: defaultTrainSettings("tiny"),
      }),
    ).rejects.toThrow("synthetic corpus: its documents are made up");
    expect(await studio.ctx.db.run.count()).toBe(0);
  });

  it("is made by a job, which leaves nothing behind when it is cancelled", async () => {
    const api = createCaller(studio.ctx);
    const id = randomUUID();
    const { jobId } = await api.corpus.synthesise({ id, name: "asked for", documents: 1000, seed: 4 });
    const before = await readdir(path.join(studio.home, "corpora"));
    const stop = new AbortController();
    const cancelled = runSynthesiseCorpus({
      ctx: studio.ctx,
      job: { id: jobId, key: "", tries: 1 },
      payload: { id, name: "asked for", documents: 1_000_000 },
      signal: stop.signal,
      report: ({ done }) => done > 0 && stop.abort("cancel"),
      thrives: () => undefined,
    });
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(path.join(studio.home, "corpora"))).toEqual(before);
    expect(existsSync(path.join(studio.home, "tmp", `synthesise-${id}`))).toBe(false);
    const finished = await runJobHere({
      ctx: studio.ctx,
      jobId,
      run: runSynthesiseCorpus,
      shutdown: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(finished.result).toMatchObject({ documents: 1000, versionId: id });
  });
});

describe("sixty thousand synthetic documents", () => {
  const DOCUMENTS = 60_000;
  const rows = (sql: string) =>
    sqlRows(`WITH made AS MATERIALIZED (${syntheticRowsSql(11, 0, DOCUMENTS)}) ${sql}`);

  it("fall into the domains by tokens ÷ mean tokens, their tokens log-normal in each", async () => {
    const found = await rows(
      "SELECT domain, count(*) AS n, avg(ln(tokens)) AS mean, stddev_pop(ln(tokens)) AS sd FROM made GROUP BY domain ORDER BY domain",
    );
    const weights = SYNTHETIC_DOMAINS.map(({ share, meanTokens }) => share / meanTokens);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [at, { domain, meanTokens, spread }] of SYNTHETIC_DOMAINS.entries()) {
      const share = (weights[at] ?? 0) / total;
      const row = found.find((candidate) => candidate["domain"] === domain);
      const n = Number(row?.["n"]);
      expect(Math.abs(n - DOCUMENTS * share), domain).toBeLessThan(4 * Math.sqrt(DOCUMENTS * share));
      const mean = Math.log(meanTokens) - spread ** 2 / 2;
      expect(Math.abs(Number(row?.["mean"]) - mean), domain).toBeLessThan((4 * spread) / Math.sqrt(n) + 0.01);
      expect(Math.abs(Number(row?.["sd"]) - spread), domain).toBeLessThan((4 * spread) / Math.sqrt(n) + 0.02);
    }
  });

  it("have scores whose rank correlations within a domain are those of the model", async () => {
    const monotone: readonly RaterId[] = [
      ...(["writing_style", "required_expertise", "educational_value", "fineweb_edu"] as const),
      ...(["uppercase_letter_fraction", "terminal_punctuation_lines", "mean_word_length"] as const),
    ];
    const pairs = monotone.flatMap((a, at) => monotone.slice(at + 1).map((b) => [a, b] as const));
    const ranked = monotone.map((rater) => `rank() OVER (ORDER BY ${rater}) AS r_${rater}`).join(", ");
    const wanted = pairs.map(([a, b], at) => `corr(r_${a}, r_${b}) AS c${String(at)}`).join(", ");
    const complete = monotone.map((rater) => `${rater} IS NOT NULL`).join(" AND ");
    const [row] = await rows(
      `SELECT ${wanted} FROM (SELECT ${ranked} FROM made WHERE domain = 'c4' AND ${complete})`,
    );
    for (const [at, [a, b]] of pairs.entries()) {
      const spearman = (6 / Math.PI) * Math.asin(latentCorrelation(a, b) / 2);
      expect(Math.abs(Number(row?.[`c${String(at)}`]) - spearman), `${a}, ${b}`).toBeLessThan(0.025);
    }
  });

  it("miss each rater about as often as the model says, independently of each other", async () => {
    const counts = RATERS.map(({ id, source }) => {
      const column = source.kind === "logits" ? `${id}_logits` : id;
      return `count(*) - count(${column}) AS ${id}`;
    });
    const [row] = await rows(`SELECT ${counts.join(", ")} FROM made`);
    for (const rater of RATER_IDS) {
      const expected = DOCUMENTS * missingShare(rater);
      expect(Math.abs(Number(row?.[rater]) - expected), rater).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});
