import { describe, expect, it } from "vitest";
import { prepareMixture } from "@/components/mixer/mixture.prepare";

const CORPUS = [
  { domain: "arxiv", documents: 10, tokens: 100 },
  { domain: "c4", documents: 60, tokens: 600 },
  { domain: "wikipedia", documents: 30, tokens: 300 },
];

const after = (domain: string, value: number, error: number | null = null) => ({
  domain,
  after: { documents: { value: 1, error }, tokens: { value: 1, error }, share: { value, error } },
});

describe("the mixture", () => {
  it("shows the corpus, largest domain first, before anything is selected", () => {
    const { rows, title } = prepareMixture(CORPUS, null);
    expect(rows.map(({ domain, before, after: share, delta }) => [domain, before, share, delta])).toEqual([
      ["c4", 60, null, null],
      ["wikipedia", 30, null, null],
      ["arxiv", 10, null, null],
    ]);
    expect(title).toBe("Share of tokens in the corpus");
  });

  it("says who gains and who loses", () => {
    const { title } = prepareMixture(CORPUS, [
      after("arxiv", 0.1),
      after("c4", 0.45),
      after("wikipedia", 0.45),
    ]);
    expect(title).toBe("wikipedia gains 15.0, c4 loses 15.0 points");
  });

  it("keeps its order whatever is selected", () => {
    const { rows } = prepareMixture(CORPUS, [after("arxiv", 0.9), after("c4", 0.1), after("wikipedia", 0)]);
    expect(rows.map(({ domain }) => domain)).toEqual(["c4", "wikipedia", "arxiv"]);
    expect(rows.map(({ code }) => code)).toEqual([1, 2, 0]);
  });

  it("draws every bar against the longest of all", () => {
    const { rows } = prepareMixture(CORPUS, [after("arxiv", 0.9), after("c4", 0.1), after("wikipedia", 0)]);
    const arxiv = rows.find(({ domain }) => domain === "arxiv");
    expect(arxiv?.afterLength).toBe(1);
    expect(rows[0]?.beforeLength).toBeCloseTo(60 / 90, 12);
  });

  it("states the error in percentage points, and none for a count", () => {
    const { rows } = prepareMixture(CORPUS, [
      after("arxiv", 0.1, 0.004),
      after("c4", 0.6),
      after("wikipedia", 0.3),
    ]);
    expect(rows.map(({ domain, error }) => [domain, error])).toEqual([
      ["c4", null],
      ["wikipedia", null],
      ["arxiv", 0.4],
    ]);
  });

  it("takes a domain that is not selected for 0 %", () => {
    const { rows } = prepareMixture(CORPUS, [after("c4", 1)]);
    expect(rows.find(({ domain }) => domain === "arxiv")).toMatchObject({ after: 0, delta: -10 });
  });

  it("says so when nothing moves", () => {
    const same = CORPUS.map(({ domain, tokens }) => after(domain, tokens / 1000));
    expect(prepareMixture(CORPUS, same).title).toBe("The mixture stays as it is");
    expect(prepareMixture(CORPUS, []).title).toBe("Nothing is selected");
  });
});
