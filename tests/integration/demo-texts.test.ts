import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATER_FIELDS } from "@/core/raters";
import { dsirScore, fitDistribution, logRatios, ngramBuckets } from "@/core/signals/dsir";
import { countTokens } from "@/core/tokens/llama-tokens";
import type { DemoDocument } from "@/server/services/demo/demo-document";
import { gatherDemo } from "@/server/services/demo/gather";
import { mathematicalTexts } from "@/server/services/demo/mathematics";
import { mitPackages } from "@/server/services/demo/mit-packages";
import { rateDemo } from "@/server/services/demo/rate-demo";
import type { JobProgress } from "@/server/services/job/job-summary";
import { writeReleased } from "@/server/services/demo/write-released";

const ROOT = path.resolve(import.meta.dirname, "../..");
const unwatched = { report: () => undefined, signal: new AbortController().signal };

describe("the texts of the demo corpus", () => {
  let documents: DemoDocument[] = [];
  let scratch = "";
  beforeAll(async () => {
    documents = await gatherDemo(ROOT);
    scratch = await mkdtemp(path.join(os.tmpdir(), "demo-texts-"));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  const of = (domain: DemoDocument["domain"]): DemoDocument[] =>
    documents.filter((document) => document.domain === domain);

  it("are the same in the same order every time", async () => {
    expect(await gatherDemo(ROOT)).toEqual(documents);
    const ids = documents.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
  });

  it("fill five domains", () => {
    expect(of("book")).toHaveLength(138);
    expect(of("speeches")).toHaveLength(233);
    expect(of("factbook")).toHaveLength(2344);
    expect(of("github").length).toBeGreaterThan(500);
    expect(of("documentation").length).toBeGreaterThan(200);
  });

  it("are well-formed, never blank and no text of a package comes twice", () => {
    for (const { text } of documents) {
      expect(text).not.toMatch(/\p{Surrogate}/u);
      expect(text.trim()).not.toBe("");
    }
    const fromPackages = [...of("github"), ...of("documentation")].map(({ text }) => text);
    expect(new Set(fromPackages).size).toBe(fromPackages.length);
  });

  it("come from packages whose own package.json says MIT, no bundled code of others among them", async () => {
    const allowed = (await mitPackages(ROOT)).map(({ name, version }) => `npm/${name}@${version}/`);
    for (const { id, licence } of [...of("github"), ...of("documentation")]) {
      expect(licence).toBe("MIT");
      expect(allowed.some((prefix) => id.startsWith(prefix))).toBe(true);
      expect(id).not.toMatch(/\/(compiled|vendor|node_modules)\//);
    }
    expect(allowed.some((prefix) => prefix.startsWith("npm/typescript@"))).toBe(false);
  });

  it("write a country's section with its name, nested entries indented", () => {
    const section = documents.find(({ id }) => id === "factbook/europe/au/geography");
    expect(section?.text.split("\n").slice(0, 8)).toEqual([
      "Austria: Geography",
      "",
      "Location: Central Europe, north of Italy and Slovenia",
      "Geographic coordinates: 47 20 N, 13 20 E",
      "Map references: Europe",
      "Area:",
      "  total: 83,871 sq km",
      "  land: 82,445 sq km",
    ]);
  });

  it("are rated in the 22 released fields, with exact tokens and DSIR against the whole corpus", async () => {
    const few = documents.filter((_, at) => at % 40 === 0);
    const mathematics = await mathematicalTexts(path.join(ROOT, "node_modules"));
    const records = await rateDemo(few, mathematics, unwatched);
    const raw = fitDistribution(few.map(({ text }) => ngramBuckets(text)));
    const math = logRatios(fitDistribution(mathematics.map(ngramBuckets)), raw);
    expect(records.map(({ id }) => id)).toEqual(few.map(({ id }) => id));
    for (const [at, record] of records.entries()) {
      const text = few[at]?.text ?? "";
      expect(Object.keys(record)).toEqual(expect.arrayContaining([...RATER_FIELDS]));
      expect(record.tokens).toBe(countTokens(text));
      expect(record.dsir_math).toBe(dsirScore(ngramBuckets(text), math));
    }
  });

  it("say how far the rating is and stop when told to", async () => {
    const few = of("book").slice(0, 100);
    const stop = new AbortController();
    const seen: JobProgress[] = [];
    const report = (progress: JobProgress): void => {
      seen.push(progress);
      if (progress.done === 64) stop.abort(new Error("enough"));
    };
    await expect(rateDemo(few, ["1 + 1"], { report, signal: stop.signal })).rejects.toThrow("enough");
    expect(seen.map(({ done, total, phase }) => [done, total, phase])).toEqual([
      [0, 100, "counting n-grams"],
      [64, 100, "counting n-grams"],
    ]);
  });

  it("lie in the released layout: a folder a domain, an object a line", async () => {
    await writeReleased(
      scratch,
      new Map([
        ["book", [{ id: "a" }, { id: "b\n" }]],
        ["github", [{ id: "c" }]],
      ]),
    );
    expect((await readdir(scratch)).sort()).toEqual(["book", "github"]);
    const [part = ""] = await readdir(path.join(scratch, "book"));
    expect(part).toMatch(/^part-[0-9a-f]{12}-000000\.jsonl$/);
    expect(await readFile(path.join(scratch, "book", part), "utf8")).toBe('{"id":"a"}\n{"id":"b\\n"}\n');
  });
});
