import { describe, expect, it } from "vitest";
import { cardFieldsSchema, NO_FIELDS } from "@/core/data-card";
import { cardMarkdown } from "@/core/data-card-markdown";
import { CARD_FACTS, CARD_FIELDS } from "@/tests/support/card-fixture";

const frontMatter = (card: string) => card.split("---\n")[1] ?? "";

describe("a data card as Markdown", () => {
  const card = cardMarkdown(CARD_FIELDS, CARD_FACTS);

  it("begins with the front matter that the Hugging Face Hub reads", () => {
    const yaml = frontMatter(card);
    expect(card.startsWith("---\n")).toBe(true);
    expect(yaml.split("\n").slice(0, 9)).toEqual([
      'pretty_name: "A small corpus"',
      "license: cc-by-4.0",
      "task_categories:",
      "- text-generation",
      "size_categories:",
      "- 1K<n<10K",
      "tags:",
      "- meta-rater",
      "dataset_info:",
    ]);
    expect(yaml).toContain('  - name: "educational_value"\n    dtype: float32\n');
    expect(yaml).toContain('  - name: "reasoning_argmax"\n    dtype: uint8\n');
    expect(yaml).toContain(
      "  - name: train\n    num_examples: 1200\n  - name: validation\n    num_examples: 12\n",
    );
  });

  it("holds what people wrote beside what the studio knows", () => {
    for (const part of [
      "# A small corpus\n\nPages of the web.\n\nRated by 25 raters.",
      "| Documents | 1,200 |",
      "| Rejected rows | 3 of 1,215 |",
      `| Fingerprint (sha256) | \`${"ab".repeat(32)}\` |`,
      "| wikipedia | 200 | 750,000 | 75.0 % |\n| c4 | 1,000 | 250,000 | 25.0 % |",
      "| DSIR books | `dsir_books` | importance | imported | 25.00 % |",
      "| Fluency | `fluency` | model | absent | – |",
      "| Reasoning | `reasoning` | model | stand-in | 0.00 % |",
      "## Known limits\n\nEnglish only.",
      "## Contacts\n\nAda \\<ada@example.org\\>",
    ])
      expect(card).toContain(part);
  });

  it("says of an empty field that it is not stated, and takes the corpus' name for a title", () => {
    const empty = cardMarkdown(NO_FIELDS, CARD_FACTS);
    expect(empty).toContain("# Small corpus\n\n## Facts");
    expect(empty).toContain("## Licence\n\nNot stated.");
    expect(frontMatter(empty)).toContain("license: unknown\n");
  });

  it("keeps hostile names and texts from being markup or front matter", () => {
    const hostile = cardMarkdown(
      {
        ...NO_FIELDS,
        title: 'x"\u2028: y',
        summary: "---\nlicense: mit\n---\n<img src=x onerror=alert(1)>",
        licence: 'mine" #\nevil: 1',
      },
      {
        ...CARD_FACTS,
        name: "| a | b |\n# c",
        domains: [{ domain: "a | b\n<b>", documents: 1, tokens: 1 }],
        licences: [{ name: "[x](y)", licence: "`z`", documents: 1 }],
      },
    );
    const [, yaml = "", ...rest] = hostile.split(/^---\n/m);
    expect(yaml).toContain('pretty_name: "x\\"\\u2028: y"\n');
    expect(yaml).toContain('license: other\nlicense_name: "mine\\" #\\nevil: 1"\n');
    expect(rest).toHaveLength(1);
    expect(hostile).toContain("\\---\nlicense: mit\n\\---\n\\<img src=x onerror=alert(1)\\>");
    expect(hostile).toContain("| a \\| b \\<b\\> | 1 | 1 |");
    expect(hostile).toContain("| \\[x\\](y) | \\`z\\` | 1 |");
  });

  it.each([
    [0, "n<1K"],
    [999, "n<1K"],
    [1000, "1K<n<10K"],
    [627_000_000, "100M<n<1B"],
    [2e12, "n>1T"],
  ])("names the size of %i documents %s", (documents, words) => {
    expect(frontMatter(cardMarkdown(NO_FIELDS, { ...CARD_FACTS, documents }))).toContain(`- ${words}\n`);
  });

  it("refuses a title of two lines", () => {
    expect(cardFieldsSchema.safeParse({ title: "a\nb" }).success).toBe(false);
  });
});
