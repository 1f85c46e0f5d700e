import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { yamlText } from "@/core/markdown-card";
import { modelCardMarkdown, type ModelCardFacts } from "@/core/model-card-markdown";
import { recipeSchema } from "@/core/recipe";
import { metric, resultOf } from "@/tests/unit/core/evaluation/task-results";

const FACTS: ModelCardFacts = {
  name: "Ships, tiny",
  parameters: 4_522_624,
  corpus: { name: "Small corpus", number: 2, fingerprint: "ab".repeat(32), licence: "CC BY 4.0" },
  recipe: recipeSchema.parse({
    name: "longest first",
    weights: { word_count: 3, educational_value: 1 },
    normalisation: "rank",
    budget: { share: 0.7 },
  }),
  recipeHash: "cd".repeat(32),
  selectionKey: "ef".repeat(32),
  contentHash: "01".repeat(32),
  documents: 90,
  tokens: 10_000,
  domains: [
    { domain: "book", documents: 30, tokens: 2_500 },
    { domain: "c4", documents: 60, tokens: 7_500 },
  ],
  shape: { layers: 2, tiedEmbeddings: true },
  train: { learningRate: 2e-3, schedule: "cosine" },
  trainedTokens: 131_072,
  passes: 12.875,
  device: "cpu",
  losses: { train: 3.25, firstValidation: 10.4, validation: 3.5, byDomain: { c4: 3.75, book: null } },
  bundleSha256: "23".repeat(32),
  modelSha256: null,
  results: [],
};

const CARD = `---
license: cc-by-4.0
library_name: transformers
pipeline_tag: text-generation
datasets:
- "Small corpus"
tags:
- llama
- meta-rater
---

# Ships, tiny

A LLaMA model of 4,522,624 parameters, trained from scratch on documents that the recipe "longest first" selected from "Small corpus", version 2.

## Data

|  |  |
| --- | --- |
| Documents selected | 90 |
| Tokens selected (LLaMA) | 10,000 |
| Tokens trained | 131,072 |
| Passes over the selection | 12.88 |
| Licence of the data | CC BY 4.0 |

## Domains

| Domain | Documents | Tokens | Share of tokens | Validation loss |
| --- | ---: | ---: | ---: | ---: |
| c4 | 60 | 7,500 | 75.0 % | 3.7500 |
| book | 30 | 2,500 | 25.0 % | – |

## Recipe

| Rater | Field | Weight | Share |
| --- | --- | ---: | ---: |
| Word count | \`word_count\` | 3 | 75.0 % |
| Educational value | \`educational_value\` | 1 | 25.0 % |

Scores are normalised by rank.

## Model

| Setting | Value |
| --- | ---: |
| layers | 2 |
| tied embeddings | yes |

## Training

| Setting | Value |
| --- | ---: |
| learning rate | 2e-3 |
| schedule | cosine |

## Losses

|  | Cross-entropy in nats a token |
| --- | ---: |
| Training, last step | 3.2500 |
| Validation, before the first step | 10.4000 |
| Validation, at the end | 3.5000 |

The validation set is held out from the corpus. Trained on: cpu.

## Hashes

| What | sha256 |
| --- | --- |
| Corpus (fingerprint) | \`${"ab".repeat(32)}\` |
| Recipe | \`${"cd".repeat(32)}\` |
| Selection (key) | \`${"ef".repeat(32)}\` |
| Selection (documents) | \`${"01".repeat(32)}\` |
| Run bundle | \`${"23".repeat(32)}\` |
| Model files | – |

## Limits

- A base model: it continues text, is not tuned to follow instructions and was not made safe.
- It can repeat what its training documents say, false or harmful things among them.
- Losses are comparable only with those of models validated on the same documents at the same context.
- It was not evaluated on benchmarks.
`;

const MEASURED = [
  resultOf("race", 0.35, { limit: 200, n: 200, shots: 5 }),
  resultOf("mine", 0.5, { source: "files", metrics: [metric("exact_match", 0.5, null)] }),
];

const INDEX = `- meta-rater
model-index:
- name: "Ships, tiny"
  results:
  - task:
      type: text-generation
    dataset:
      name: "RACE (5-shot, first 200 items)"
      type: "race"
    metrics:
    - type: "acc"
      name: "acc"
      value: 0.35
  - task:
      type: text-generation
    dataset:
      name: "mine (0-shot)"
      type: "mine"
    metrics:
    - type: "exact_match"
      name: "exact_match"
      value: 0.5
---
`;

const EVALUATION = `## Evaluation

| Task | Metric | Value | Standard error | Items |
| --- | --- | ---: | ---: | ---: |
| RACE (5-shot, first 200 items) | acc | 0.3500 | 0.0500 | 200 |
| mine (0-shot) | exact\\_match | 0.5000 | – | 100 |

Measured with lm-evaluation-harness 0.4.13. Items of the validation set are its tokens. Items of mine are from files of the evaluator's own.
`;

describe("a model card", () => {
  it("is this text", () => {
    expect(modelCardMarkdown(FACTS)).toBe(CARD);
  });

  it("has what was measured as a table and as the Hub reads it", () => {
    const card = modelCardMarkdown({ ...FACTS, results: MEASURED });
    expect(card).toContain(INDEX);
    expect(card).toContain(EVALUATION);
    expect(card).not.toContain("It was not evaluated on benchmarks.");
  });

  it("states no licence where the data card has none", () => {
    const card = modelCardMarkdown({ ...FACTS, corpus: { ...FACTS.corpus, licence: " " } });
    expect(card.startsWith("---\nlibrary_name: transformers\n")).toBe(true);
    expect(card).toContain("| Licence of the data | Not stated |");
  });

  it("keeps any name from being front matter, a heading or a cell of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const hostile = `${name}\n---\nlicense: mit\n# | ${name}`;
        const card = modelCardMarkdown({
          ...FACTS,
          name: hostile,
          results: MEASURED,
          corpus: { ...FACTS.corpus, name: hostile },
          domains: [{ domain: hostile, documents: 1, tokens: 1 }],
        });
        const lines = card.split("\n");
        expect(lines.filter((line) => line === "---")).toHaveLength(2);
        expect(lines.filter((line) => line.startsWith("license"))).toEqual(["license: cc-by-4.0"]);
        expect(lines.filter((line) => line.startsWith("#"))).toHaveLength(10);
        const dataset = lines[lines.indexOf("datasets:") + 1] ?? "";
        expect(dataset).toBe(`- ${yamlText(hostile)}`);
        expect(JSON.parse(dataset.slice(2))).toBe(hostile);
      }),
      { numRuns: 40 },
    );
  });
});
