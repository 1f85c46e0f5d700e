import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATERS } from "@/core/raters";
import { type CorpusInfo, readCorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { buildDemo } from "@/server/services/demo/build-demo";
import { DEMO_NAME } from "@/server/services/demo/demo-name";
import { testStudio, type TestStudio } from "../support/studio-home";

const watch = { report: () => undefined, signal: new AbortController().signal };

describe("the demo corpus", () => {
  let studio: TestStudio;
  let fingerprint = "";
  let info: CorpusInfo;
  beforeAll(async () => {
    studio = await testStudio();
    const { corpusId, built } = await buildDemo({ ctx: studio.ctx, ...watch });
    expect(built).toBe(true);
    const version = await studio.ctx.db.corpusVersion.findFirstOrThrow({ where: { corpusId } });
    fingerprint = version.fingerprint;
    info = await readCorpusInfo(fingerprint, studio.home);
  }, 180_000);
  afterAll(() => studio.end());

  it("is imported whole: nothing rejected, nothing missing, every rater on", async () => {
    const version = await studio.ctx.db.corpusVersion.findFirstOrThrow({ where: { fingerprint } });
    const statistics = await readCorpusStatistics(fingerprint, studio.home);
    expect([version.rejected, version.missing]).toEqual([0n, 0n]);
    expect(statistics.domains.map(({ domain }) => domain)).toEqual([
      "book",
      "documentation",
      "factbook",
      "github",
      "speeches",
    ]);
    for (const { id } of RATERS) {
      const value = statistics.raters[id]?.value;
      expect(value?.n).toBe(statistics.documents);
      expect(value?.sd).toBeGreaterThan(0);
    }
  });

  it("keeps about one document in a hundred for validation", () => {
    expect(info.validationDocuments / (info.documents + info.validationDocuments)).toBeGreaterThan(0.005);
    expect(info.validationDocuments / (info.documents + info.validationDocuments)).toBeLessThan(0.015);
  });

  it("calls computed what is computed and stand-ins what are stand-ins", async () => {
    const { raters } = await readCorpusStatistics(fingerprint, studio.home);
    for (const { id, family } of RATERS) {
      expect(raters[id]?.provenance).toBe(family === "model" ? "stand-in" : "computed");
    }
    expect(info.provenanceNote).toContain("not the ratings of the models");
  });

  it("names a licence for every document", () => {
    const licensed = info.licences.reduce((sum, { documents }) => sum + documents, 0);
    expect(licensed).toBe(info.documents + info.validationDocuments);
    expect([...new Set(info.licences.map(({ licence }) => licence))].sort()).toEqual([
      "CC0-1.0",
      "MIT",
      "Public domain",
    ]);
  });

  it("is built once and leaves no scratch behind", async () => {
    const again = await buildDemo({ ctx: studio.ctx, ...watch });
    expect(again.built).toBe(false);
    expect(await studio.ctx.db.corpus.count({ where: { name: DEMO_NAME } })).toBe(1);
    const scratch = await readdir(path.join(studio.home, "tmp")).catch(() => []);
    expect(scratch.filter((name) => name.startsWith("demo-"))).toEqual([]);
  });
});

describe("building the demo corpus", () => {
  it("stops when told to, with nothing in the database and no scratch", async () => {
    const studio = await testStudio();
    const stop = new AbortController();
    const report = (): void => stop.abort(new Error("enough"));
    await expect(buildDemo({ ctx: studio.ctx, report, signal: stop.signal })).rejects.toThrow("enough");
    expect(await studio.ctx.db.corpus.count()).toBe(0);
    expect(await readdir(path.join(studio.home, "tmp")).catch(() => [])).toEqual([]);
    await studio.end();
  });
});
