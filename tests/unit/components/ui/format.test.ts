import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlural,
  formatSigned,
  formatTokens,
  shortHash,
} from "@/components/ui/format";

describe("formatTokens", () => {
  it.each([
    [0, "0"],
    [812, "812"],
    [999, "999"],
    [999.6, "1.00 K"],
    [1_000, "1.00 K"],
    [66_712, "66.7 K"],
    [999_499, "999 K"],
    [999_500, "1.00 M"],
    [6_639_655, "6.64 M"],
    [30_000_000_000, "30.0 B"],
    [627_000_000_000, "627 B"],
    [1_200_000_000_000, "1.20 T"],
    [-4_620_000, "−4.62 M"],
  ])("writes %d as %s", (tokens, text) => {
    expect(formatTokens(tokens)).toBe(text);
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1.00 kB"],
    [34_000_000, "34.0 MB"],
    [1_250_000_000, "1.25 GB"],
    [7.2e15, "7200 TB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0.0 s"],
    [0.42, "0.4 s"],
    [12.4, "12 s"],
    [59.7, "1 min 0 s"],
    [200, "3 min 20 s"],
    [7_500, "2 h 05 min"],
    [273_600, "3 d 4 h"],
    [-1, "0.0 s"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [43, "43"],
    [4.666, "4.67"],
    [0.0421, "0.0421"],
    [0.484, "0.484"],
    [252.04, "252.0"],
    [-122_279.4, "−122,279"],
    [2.31e-7, "2.31e−7"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe("signs, shares and counts", () => {
  it("gives a change its sign, and none to what rounds to zero", () => {
    expect([3.24, -4.3, 0.04, -0.04].map((value) => formatSigned(value))).toEqual([
      "+3.2",
      "−4.3",
      "0.0",
      "0.0",
    ]);
  });
  it("writes a share as percent", () => {
    expect(formatPercent(0.479)).toBe("47.9 %");
    expect(formatPercent(0.04567, 2)).toBe("4.57 %");
  });
  it("groups thousands and counts things", () => {
    expect(formatCount(21_412_007)).toBe("21,412,007");
    expect([
      formatPlural(1, "document"),
      formatPlural(2, "document"),
      formatPlural(2, "corpus", "corpora"),
    ]).toEqual(["1 document", "2 documents", "2 corpora"]);
  });
  it("shortens a hash with or without the name of its function", () => {
    expect(shortHash("sha256:732ebf874aa432d6")).toBe("732ebf874a");
    expect(shortHash("732ebf874aa432d6")).toBe("732ebf874a");
  });
});

describe("formatAgo", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  it.each([
    ["2026-11-24T11:59:40Z", "just now"],
    ["2026-11-24T11:57:00Z", "3 min ago"],
    ["2026-11-24T07:00:00Z", "5 h ago"],
    ["2026-11-21T12:00:00Z", "3 d ago"],
    ["2026-10-01T12:00:00Z", "2026-10-01"],
  ])("says %s as %s", (then, text) => {
    expect(formatAgo(new Date(then), now)).toBe(text);
  });
});
