import { describe, expect, it } from "vitest";
import { chartCsv } from "@/components/charts/chart-csv";

describe("a chart's table as CSV", () => {
  it("names its columns with their units and writes numbers to the last digit", () => {
    const columns = [{ name: "domain" }, { name: "after", unit: "% of tokens" }];
    expect(chartCsv({ columns, rows: [["c4", 47.93821739130435]] })).toBe(
      "domain,after (% of tokens)\r\nc4,47.93821739130435\r\n",
    );
  });

  it("leaves a cell empty where there is no number", () => {
    const columns = [{ name: "a" }, { name: "b" }, { name: "c" }];
    expect(chartCsv({ columns, rows: [[null, Number.NaN, Infinity]] })).toBe("a,b,c\r\n,,\r\n");
  });

  it("lets no spreadsheet run a text, and keeps a negative number one", () => {
    const columns = [{ name: "=name" }, { name: "change" }];
    expect(chartCsv({ columns, rows: [["=HYPERLINK(1,2)", -4.3]] })).toBe(
      `'=name,change\r\n"'=HYPERLINK(1,2)",-4.3\r\n`,
    );
  });
});
