import type { TaskResult } from "@/core/evaluation/task-result";
import { evaluationText, modelIndex } from "@/core/model-card-results";
import { hubLicence } from "@/core/licence-names";
import { count, percent, section, table, yamlText } from "@/core/markdown-card";
import { ownValue } from "@/core/own-value";
import { plainMarkdownLine } from "@/core/plain-markdown";
import { raterOf, RATER_IDS } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import { settingsByName, type Settings } from "@/core/run-differences";

/** What the studio knows of a finished run for its card. */
export interface ModelCardFacts {
  readonly name: string;
  /** Exact number, tied weights once. */
  readonly parameters: number;
  readonly corpus: {
    readonly name: string;
    readonly number: number;
    readonly fingerprint: string;
    /** As the data card states it, empty where it does not. */
    readonly licence: string;
  };
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly selectionKey: string;
  readonly contentHash: string;
  readonly documents: number;
  readonly tokens: number;
  readonly domains: readonly {
    readonly domain: string;
    readonly documents: number;
    readonly tokens: number;
  }[];
  readonly shape: Settings;
  readonly train: Settings;
  readonly trainedTokens: number;
  readonly passes: number;
  readonly device: string | null;
  /** Cross-entropies in nats a token. */
  readonly losses: {
    readonly train: number | null;
    readonly firstValidation: number | null;
    readonly validation: number | null;
    readonly byDomain: Readonly<Record<string, number | null>>;
  };
  readonly bundleSha256: string;
  readonly modelSha256: string | null;
  /** Of tasks that were measured of this model. */
  readonly results: readonly TaskResult[];
}

/** The card of a model as the Hugging Face Hub reads it: YAML front matter, then Markdown; all names stand there as text. */
export function modelCardMarkdown(facts: ModelCardFacts): string {
  const { corpus, domains, losses } = facts;
  const sections = [
    `# ${plainMarkdownLine(facts.name)}`,
    `A LLaMA model of ${count(facts.parameters)} parameters, trained from scratch on documents that the recipe ` +
      `"${plainMarkdownLine(facts.recipe.name)}" selected from "${plainMarkdownLine(corpus.name)}", version ${String(corpus.number)}.`,
    section("Data", dataTable(facts)),
    section("Domains", domainsTable(domains, facts.tokens, losses.byDomain)),
    section("Recipe", recipeText(facts.recipe)),
    section("Model", settingsTable(facts.shape)),
    section("Training", settingsTable(facts.train)),
    section("Losses", lossesText(facts)),
    ...(facts.results.length === 0 ? [] : [section("Evaluation", evaluationText(facts.results))]),
    section("Hashes", hashesTable(facts)),
    section("Limits", limitsText(facts)),
  ];
  return `---\n${frontMatter(facts)}---\n\n${sections.join("\n\n")}\n`;
}

function frontMatter({ name: model, corpus, results }: ModelCardFacts): string {
  const { id, name } = hubLicence(corpus.licence);
  return [
    ...(corpus.licence.trim() === "" ? [] : [`license: ${id}`]),
    ...(name === null ? [] : [`license_name: ${yamlText(name)}`]),
    "library_name: transformers",
    "pipeline_tag: text-generation",
    "datasets:",
    `- ${yamlText(corpus.name)}`,
    "tags:",
    "- llama",
    "- meta-rater",
    ...modelIndex(model, results),
    "",
  ].join("\n");
}

const dataTable = (facts: ModelCardFacts): string =>
  table(
    ["", ""],
    [
      ["Documents selected", count(facts.documents)],
      ["Tokens selected (LLaMA)", count(facts.tokens)],
      ["Tokens trained", count(facts.trainedTokens)],
      ["Passes over the selection", facts.passes.toFixed(2)],
      [
        "Licence of the data",
        facts.corpus.licence.trim() === "" ? "Not stated" : plainMarkdownLine(facts.corpus.licence),
      ],
    ],
  );

const loss = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(4);

const domainsTable = (
  domains: ModelCardFacts["domains"],
  tokens: number,
  byDomain: ModelCardFacts["losses"]["byDomain"],
): string =>
  table(
    ["Domain", "Documents", "Tokens", "Share of tokens", "Validation loss"],
    domains
      .toSorted((a, b) => b.tokens - a.tokens)
      .map((domain) => [
        plainMarkdownLine(domain.domain),
        count(domain.documents),
        count(domain.tokens),
        percent(domain.tokens, tokens),
        loss(ownValue(byDomain, domain.domain)),
      ]),
    [1, 2, 3, 4],
  );

function recipeText(recipe: Recipe): string {
  const weights = RATER_IDS.map((id) => ({ id, weight: weightOf(recipe, id) })).filter(
    ({ weight }) => weight > 0,
  );
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  const rows = weights
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ id, weight }) => [raterOf(id).label, `\`${id}\``, String(weight), percent(weight, sum)]);
  return `${table(["Rater", "Field", "Weight", "Share"], rows, [2, 3])}\n\nScores are normalised by ${recipe.normalisation}.`;
}

const settingsTable = (settings: Settings): string =>
  table(["Setting", "Value"], [...settingsByName(settings)], [1]);

function lossesText({ losses, device }: ModelCardFacts): string {
  const rows = [
    ["Training, last step", loss(losses.train)],
    ["Validation, before the first step", loss(losses.firstValidation)],
    ["Validation, at the end", loss(losses.validation)],
  ];
  const where = device === null ? "" : ` Trained on: ${plainMarkdownLine(device)}.`;
  return `${table(["", "Cross-entropy in nats a token"], rows, [1])}\n\nThe validation set is held out from the corpus.${where}`;
}

const hashesTable = (facts: ModelCardFacts): string =>
  table(
    ["What", "sha256"],
    (
      [
        ["Corpus (fingerprint)", facts.corpus.fingerprint],
        ["Recipe", facts.recipeHash],
        ["Selection (key)", facts.selectionKey],
        ["Selection (documents)", facts.contentHash],
        ["Run bundle", facts.bundleSha256],
        ["Model files", facts.modelSha256],
      ] as const
    ).map(([what, hash]) => [what, hash === null ? "–" : `\`${hash}\``]),
  );

const LIMITS = [
  "A base model: it continues text, is not tuned to follow instructions and was not made safe.",
  "It can repeat what its training documents say, false or harmful things among them.",
  "Losses are comparable only with those of models validated on the same documents at the same context.",
];

const limitsText = ({ results }: ModelCardFacts): string =>
  [
    ...LIMITS,
    ...(results.some(({ source }) => source !== "corpus") ? [] : ["It was not evaluated on benchmarks."]),
  ]
    .map((limit) => `- ${limit}`)
    .join("\n");
