import { describe, expect, it } from "vitest";
import { arrangeSets } from "@/components/compare/arrange-sets";
import { overlapChart, upsetChart } from "@/components/compare/set-charts";
import {
  domainsTitle,
  lengthsTitle,
  overlapTitle,
  profilesTitle,
  upsetTitle,
} from "@/components/compare/set-titles";
import {
  domainRows,
  jaccard,
  lengthBins,
  lengthSentence,
  overlapSentence,
  profileRows,
  profileSentence,
  regionSentence,
} from "@/components/compare/sets.prepare";
import { faces, setsOf } from "./compared-fixture";

const TOKENS = [10, 20, 30, 40, 50, 60];
const compared = setsOf(TOKENS, [new Set([0, 1, 2]), new Set([1, 2, 3]), new Set([2, 3, 4, 5])]);
const three = faces("x", "y", "z");
const sets = { compared, faces: three };

describe("what sets have in common", () => {
  it("is the documents or the tokens in both, of those in either", () => {
    expect(jaccard(compared, 0, 1, "documents")).toBe(2 / 4);
    expect(jaccard(compared, 0, 1, "tokens")).toBe(50 / 100);
    expect(jaccard(compared, 0, 2, "tokens")).toBe(30 / 210);
    expect(jaccard(compared, 1, 1, "tokens")).toBe(1);
  });

  it("is everything where both are empty", () => {
    expect(jaccard(setsOf(TOKENS, [new Set(), new Set()]), 0, 1, "documents")).toBe(1);
  });

  it("is said in words", () => {
    expect(overlapSentence(compared, three, [0, 1], "documents")).toBe(
      "A x v1 and B y v1 share 2 documents: 50.0 % of either or both, 66.7 % of A.",
    );
    expect(overlapSentence(compared, three, [2, 2], "tokens")).toBe("C z v1: 180 tokens.");
    expect(overlapTitle({ ...sets, measure: "documents" })).toBe("A and C have least in common: 16.7 %");
  });

  it("is taken along for every pair once", () => {
    expect(overlapChart(sets, "tokens").table.rows).toEqual([
      ["x v1", "y v1", 2, 50, 50, 50],
      ["x v1", "z v1", 1, 30, (1 / 6) * 100, (30 / 210) * 100],
      ["y v1", "z v1", 2, 70, 40, (70 / 200) * 100],
    ]);
  });
});

describe("the regions of the UpSet picture", () => {
  it("say in which sets they lie", () => {
    expect(compared.regions.map((region) => regionSentence(region, three, "documents"))).toEqual([
      "2 documents in C alone.",
      "1 document in A alone.",
      "1 document in A and B and in no other.",
      "1 document in all of them.",
      "1 document in B and C and in no other.",
    ]);
    expect(upsetTitle({ ...sets, measure: "tokens" })).toBe("30 tokens are in all 3");
  });

  it("are taken along by the size that is measured", () => {
    expect(upsetChart(sets, "tokens").table.rows).toEqual([
      ["z v1", 2, 110],
      ["y v1 & z v1", 1, 40],
      ["x v1 & y v1 & z v1", 1, 30],
      ["x v1 & y v1", 1, 20],
      ["x v1", 1, 10],
    ]);
  });
});

it("tells what each set is made of, what differs most from the baseline first", () => {
  expect(domainRows(compared, "documents")).toEqual([
    {
      ...{ domain: "book", code: 0, ofCorpus: 0.5 },
      shares: [
        { share: 2 / 3, length: 1 },
        { share: 1 / 3, length: 0.5 },
        { share: 0.5, length: 0.75 },
      ],
    },
    {
      ...{ domain: "web", code: 1, ofCorpus: 0.5 },
      shares: [
        { share: 1 / 3, length: 0.5 },
        { share: 2 / 3, length: 1 },
        { share: 0.5, length: 0.75 },
      ],
    },
  ]);
  expect(domainsTitle({ ...sets, measure: "documents" })).toBe("B takes 33.3 points less of book than A");
});

it("tells rater means in standard deviations of the corpus, and leaves out raters that do not vary", () => {
  const rows = profileRows(compared);
  expect(rows).toEqual([{ rater: "fluency", label: "Fluency", values: [0, 4, 8] }]);
  expect(rows.map((row) => profileSentence(row, three))).toEqual([
    "Fluency: A 0.00, B +4.00, C +8.00 sd from the mean of the corpus.",
  ]);
  expect(profilesTitle({ ...sets, measure: "documents" })).toBe("Fluency tells them apart most");
});

it("tells lengths as shares of the documents of each", () => {
  const bins = lengthBins(compared);
  expect(bins).toEqual({
    all: [1 / 6, 5 / 6],
    lines: [
      [1 / 3, 2 / 3],
      [0, 1],
      [0, 1],
    ],
    ends: [16],
    first: 0,
  });
  expect(lengthSentence(bins, compared.lengthEdges, three, 0)).toBe(
    "Documents of up to 16 tokens: 16.7 % of the corpus; A 33.3 %, B 0.0 %, C 0.0 %.",
  );
  expect(lengthSentence(bins, compared.lengthEdges, three, 1)).toBe(
    "Documents of more than 16 tokens: 83.3 % of the corpus; A 66.7 %, B 100.0 %, C 100.0 %.",
  );
  expect(lengthsTitle({ ...sets, measure: "documents" })).toBe(
    "C takes the longest documents: 45 tokens in the mean",
  );
});

it("has the same figures in another order as if it had been counted in that order", () => {
  const members = [new Set([0, 1, 2]), new Set([1, 2, 3]), new Set([2, 3, 4, 5])];
  const order = [2, 0, 1];
  const again = setsOf(
    TOKENS,
    order.map((place) => members[place] ?? new Set()),
  );
  const arranged = arrangeSets(compared, order);
  expect(arranged.common).toEqual(again.common);
  expect(arranged.sets.map(({ documents, tokens, lengths }) => [documents, tokens, lengths])).toEqual(
    again.sets.map(({ documents, tokens, lengths }) => [documents, tokens, lengths]),
  );
  const byMembers = (regions: typeof again.regions) =>
    regions.toSorted((a, b) => (a.members.join() < b.members.join() ? -1 : 1));
  expect(byMembers(arranged.regions)).toEqual(byMembers(again.regions));
});
