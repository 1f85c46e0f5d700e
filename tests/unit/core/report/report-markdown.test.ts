import { describe, expect, it } from "vitest";
import type { ReportBody } from "@/core/report/report-body";
import { reportMarkdown } from "@/core/report/report-markdown";

const hash = (digit: string): string => digit.repeat(64);

const BODY: ReportBody = {
  query: "items=version:1",
  corpus: { name: "Demo *corpus*", number: 2, fingerprint: hash("a") },
  items: [
    {
      ref: { kind: "version", id: "1" },
      label: "<b>bold</b> v1",
      recipeHash: hash("b"),
      contentHash: null,
      isBaseline: true,
    },
    {
      ref: { kind: "selection", id: "2" },
      label: "plain",
      recipeHash: hash("c"),
      contentHash: hash("d"),
      isBaseline: false,
    },
  ],
  sections: [
    {
      title: "Selections",
      figures: [
        {
          title: "Sizes",
          subtitle: "exact, 1,000 documents",
          names: ["sizes"],
          table: {
            columns: [{ name: "item" }, { name: "tokens", unit: "%" }],
            rows: [
              ["a|b", 1234.5],
              ["c", null],
            ],
          },
          drawing: { width: 10, height: 10, marks: [] },
        },
      ],
    },
  ],
};

describe("a report as Markdown", () => {
  it("keeps what people wrote as they wrote it, and everything else as text", () => {
    const text = reportMarkdown(
      { title: "A # title", text: "We **saw** this.\n" },
      BODY,
      () => "pictures/1.svg",
    );
    expect(text).toBe(`# A \\# title

We **saw** this.

## What is compared

Corpus Demo \\*corpus\\*, version 2, fingerprint \`${hash("a")}\`.

|  | recipe (sha256) | documents (sha256) |
| --- | --- | --- |
| \\<b\\>bold\\</b\\> v1 (baseline) | ${hash("b")} | – |
| plain | ${hash("c")} | ${hash("d")} |

## Selections

### Sizes

![Sizes](pictures/1.svg)

exact, 1,000 documents

| item | tokens (%) |
| --- | ---: |
| a\\|b | 1,234.5 |
| c | – |
`);
  });
});
