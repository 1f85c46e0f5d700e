import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readColumns } from "@/core/columns";
import { grab, movedBins, movedSql, stepTo } from "@/core/preview/grabbed";
import { nearRows } from "@/core/preview/near-rows";
import { seedOf } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import { isOf } from "@/core/scoring/pools";
import { binSql } from "@/core/selection/score-histogram";
import { uncappedCases as cases } from "@/tests/support/random-recipes";
import { smallCorpus } from "@/tests/support/small-corpus";
import { openWasm, type WasmEngine } from "@/tests/support/wasm-engine";

const binRange = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
  .chain(({ from, to }) => fc.option(fc.integer({ min: from, max: to })).map((cut) => ({ from, to, cut })));

describe("the rows around a cut", () => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await openWasm();
  });
  afterAll(() => engine.close());

  it("are in memory those that the engine finds by bin and domain, with the same scores to the last bit", async () => {
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.array(fc.option(binRange), { minLength: 8, maxLength: 8 }),
        async ({ documents, recipe }, part, some) => {
          const corpus = smallCorpus(documents);
          for (const statement of corpus.createSql("scores", seedOf(recipe))) await engine.query(statement);
          const kind = recipe.normalisation === "rank" ? ("ranks" as const) : ("values" as const);
          const table = { name: "scores", kind, rows: documents.length, size: { rows: 1, weight: 1 } };
          const before = planScoring(recipe, corpus.statistics);
          const raters = before.terms.map((term) => term.rater);
          const [first = "word_count", rater = first] = raters;
          const grabbed = await grab(
            engine,
            table,
            before,
            rater,
            await grab(engine, table, before, first, null),
          );
          const later = { ...recipe, weights: { ...recipe.weights, [rater]: part / 1e6 } };
          const plan = planScoring(later, corpus.statistics);
          const near = plan.pools.map((_, at) => some[at] ?? null);
          if (near.every((bins) => bins === null)) return;
          const rows = await engine.query(
            `SELECT bin, ordinal, domain, score ` +
              `FROM (SELECT *, ${binSql("score", movedBins(grabbed, plan))} AS bin FROM ${movedSql(grabbed, plan)}) AS binned ` +
              `WHERE bin IS NOT NULL`,
          );
          const step = stepTo(grabbed, plan);
          const found = nearRows(grabbed, plan, near);
          for (const [at, pool] of plan.pools.entries()) {
            const { from, to, cut } = near[at] ?? { from: 1, to: 0, cut: null };
            const own = rows.filter(
              ({ bin, domain }) => isOf(pool, Number(domain)) && Number(bin) >= from && Number(bin) <= to,
            );
            const expected = (holds: (bin: number) => boolean) =>
              own.filter(({ bin }) => holds(Number(bin))).map(({ ordinal, score }) => ({ ordinal, score }));
            const named = (places: readonly number[] = []) =>
              places.map((place) => ({
                ordinal: grabbed.keys.ordinal[place],
                score: (grabbed.scores[place] ?? 0) + step * (grabbed.z[place] ?? 0),
              }));
            expect(named(found[at]?.above)).toEqual(expected((bin) => cut === null || bin > cut));
            expect(named(found[at]?.cut)).toEqual(expected((bin) => bin === cut));
            expect(named(found[at]?.below)).toEqual(expected((bin) => cut !== null && bin < cut));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("are read slice by slice in the order of their table", async () => {
    const rows = 200_000;
    await engine.query(
      `CREATE OR REPLACE TEMP TABLE long AS SELECT range::DOUBLE AS place FROM range(${String(rows)})`,
    );
    const { place, half } = await readColumns(
      engine,
      { name: "long", rows },
      { place: "place", half: "place / 2" },
    );
    expect(place).toEqual(Float64Array.from({ length: rows }, (_, row) => row));
    expect(half[rows - 1]).toBe((rows - 1) / 2);
  });
});
