import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewNoise } from "@/server/services/preview/noise";
import { openScorePart } from "@/server/services/preview/open-score-part";
import { corpusPath } from "@/server/storage/home";
import { noiseFor } from "@/tests/support/noise";
import type { SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const documents: SmallDocument[] = Array.from({ length: 50 }, (_, at) => ({
  domain: "c4",
  tokens: 10,
  scores: { word_count: at },
  argmax: {},
  inclusion: at % 5 === 0 ? 1 : 0,
}));

describe("the noise of a corpus", () => {
  let studio: TestStudio;
  let corpus: StoredCorpus;
  beforeAll(async () => {
    studio = await testStudio();
    corpus = await storeCorpus(studio.ctx, "noisy", documents);
  });
  afterAll(() => studio.end());
  const partsOf = (seed: number) =>
    previewNoise({ ctx: studio.ctx, input: { versionId: corpus.versionId, seed } });
  const noiseFolder = () => path.join(corpusPath(corpus.fingerprint, studio.home), "noise");

  async function valuesOf(sha256: string): Promise<number[]> {
    const { stream } = await openScorePart({
      ctx: studio.ctx,
      input: { fingerprint: corpus.fingerprint, file: `${sha256}.arrow` },
    });
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    return Array.from(tableFromIPC(bytes).getChild("noise")?.toArray() as Float32Array);
  }

  it("is what its definition says, for the sample and for all, in parts named by their hash", async () => {
    const { sample, all } = await partsOf(7);
    const expected = corpus.ids.map((id) => noiseFor(7, id));
    expect(await valuesOf(all[0]?.sha256 ?? "")).toEqual(expected);
    expect(await valuesOf(sample[0]?.sha256 ?? "")).toEqual(expected.filter((_, at) => at % 5 === 0));
  });

  it("is made once, by however many at once, and the same again when its files are gone", async () => {
    const [first, second] = await Promise.all([partsOf(8), partsOf(8)]);
    expect(second).toEqual(first);
    await rm(path.join(noiseFolder(), "8"), { recursive: true });
    expect(await partsOf(8)).toEqual(first);
  });

  it("is kept for the sixteen seeds made last", async () => {
    for (let seed = 100; seed < 117; seed += 1) await partsOf(seed);
    const kept = await readdir(noiseFolder());
    expect(kept.map(Number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, at) => 101 + at),
    );
  });

  it("refuses a corpus that is not there and a seed that is none", async () => {
    const { ctx } = studio;
    await expect(previewNoise({ ctx, input: { versionId: "none", seed: 1 } })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(partsOf(-1)).rejects.toMatchObject({ code: "invalid-input" });
  });
});
