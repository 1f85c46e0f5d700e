import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATER_IDS } from "@/core/raters";
import { getCorpus } from "@/server/services/corpus/get";
import type { ImportResult } from "@/server/services/corpus/import";
import { getOverview } from "@/server/services/corpus/overview";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let source: string;
let corpus: ImportResult;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "overview-"));
  const records = madeRecords("c4", 300).map((record, index) => {
    const dropped = ["fineweb_edu", ...(index % 4 === 0 ? ["rps_doc_word_count"] : [])];
    return Object.fromEntries(Object.entries(record).filter(([field]) => !dropped.includes(field)));
  });
  await writeSource(source, { "c4/a.jsonl": records });
  corpus = await importFrom(studio, source);
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

const asked = () => ({ ctx: studio.ctx, input: { corpusId: corpus.corpusId } });

describe("the overview of a corpus", () => {
  it("says the same of every rater as the frozen statistics", async () => {
    const [overview, detail] = [await getOverview(asked()), await getCorpus(asked())];
    for (const rater of RATER_IDS) {
      const [drawn, frozen] = [overview.statistics.raters[rater], detail.statistics.raters[rater]];
      if (drawn === null || frozen === null) {
        expect([rater, drawn, frozen]).toEqual(["fineweb_edu", null, null]);
        continue;
      }
      const { quantiles, ...moments } = frozen.value;
      expect(drawn).toMatchObject({ ...moments, provenance: "imported" });
      expect([drawn.low, drawn.median, drawn.high]).toEqual([
        quantiles[41],
        quantiles[2048],
        quantiles[4055],
      ]);
      expect(drawn.bins).toHaveLength(36);
      expect(drawn.bins.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    }
    expect(overview.statistics.raters.word_count?.missing).toBe(75);
    expect(overview.statistics.domains).toEqual(detail.statistics.domains);
  });

  it("is a fraction of their size", async () => {
    const bytes = (value: object) => JSON.stringify(value).length;
    expect(bytes(await getOverview(asked()))).toBeLessThan(bytes(await getCorpus(asked())) / 50);
  });
});
