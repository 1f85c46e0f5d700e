import {
  cardColumns,
  type CardColumn,
  type CardFacts,
  type CardFields,
  type CardRater,
} from "@/core/data-card";
import { hubLicence } from "@/core/licence-names";
import { count, percent, section, table, yamlText } from "@/core/markdown-card";
import { plainMarkdown, plainMarkdownLine } from "@/core/plain-markdown";

/** The card as a Hugging Face dataset card: YAML front matter, then Markdown; all that people wrote stands there as text. */
export function cardMarkdown(fields: CardFields, facts: CardFacts): string {
  const columns = cardColumns(facts);
  const sections = [
    `# ${titleOf(fields, facts)}`,
    plainMarkdown(fields.summary),
    section("Facts", factsTable(facts)),
    section("Domains", domainsTable(facts)),
    section("Raters", `${ratersTable(facts.raters)}${note(facts.provenanceNote)}`),
    section("Fields", columnsTable(columns)),
    section("Licence", written(fields.licence)),
    ...(facts.licences.length === 0 ? [] : [licencesTable(facts)]),
    section("Source", written(fields.sourceNotes)),
    section("Intended use", written(fields.intendedUse)),
    section("Collection", written(fields.collection)),
    section("Known limits", written(fields.limits)),
    section("Contacts", written(fields.contacts)),
  ];
  const body = sections.filter((part) => part !== "").join("\n\n");
  return `---\n${frontMatter(fields, facts, columns)}---\n\n${body}\n`;
}

const titleOf = ({ title }: CardFields, { name }: CardFacts): string =>
  plainMarkdownLine(title.trim() === "" ? name : title);

const written = (text: string): string => (text.trim() === "" ? "Not stated." : plainMarkdown(text));

const note = (text: string): string => (text === "" ? "" : `\n\n${plainMarkdown(text)}`);

function factsTable(facts: CardFacts): string {
  const { documents, tokens, validationDocuments, validationTokens, rejected, rows } = facts;
  return table(
    ["", ""],
    [
      ["Documents", count(documents)],
      ["Tokens (LLaMA)", count(tokens)],
      ["Validation set", `${count(validationDocuments)} documents, ${count(validationTokens)} tokens`],
      ["Rejected rows", `${count(rejected)} of ${count(rows)}`],
      ["Version", String(facts.number)],
      ["Fingerprint (sha256)", `\`${facts.fingerprint}\``],
      ["Imported", facts.importedAt.toISOString().slice(0, 10)],
      ...(facts.synthetic ? [["Synthetic", "yes: made up, not to be trained on"]] : []),
    ],
  );
}

const domainsTable = ({ domains, tokens }: CardFacts): string =>
  table(
    ["Domain", "Documents", "Tokens", "Share of tokens"],
    domains
      .toSorted((a, b) => b.tokens - a.tokens)
      .map((domain) => [
        plainMarkdownLine(domain.domain),
        count(domain.documents),
        count(domain.tokens),
        percent(domain.tokens, tokens),
      ]),
    [1, 2, 3],
  );

const ratersTable = (raters: readonly CardRater[]): string =>
  table(
    ["Rater", "Field", "Family", "Scores", "Missing"],
    raters.map(({ id, label, family, provenance, missingShare }) => [
      label,
      `\`${id}\``,
      family.replace("-", " "),
      provenance ?? "absent",
      provenance === null ? "–" : percent(missingShare, 1, 2),
    ]),
    [4],
  );

const columnsTable = (columns: readonly CardColumn[]): string =>
  table(
    ["Field", "Type", "Meaning"],
    columns.map(({ name, type, description }) => [`\`${name}\``, type, plainMarkdownLine(description)]),
  );

const licencesTable = ({ licences }: CardFacts): string =>
  table(
    ["Part", "Licence", "Documents"],
    licences.map(({ name, licence, documents }) => [
      plainMarkdownLine(name),
      plainMarkdownLine(licence),
      count(documents),
    ]),
    [2],
  );

function frontMatter(fields: CardFields, facts: CardFacts, columns: readonly CardColumn[]): string {
  const { id, name } = hubLicence(fields.licence);
  const splits = [
    { name: "train", documents: facts.documents },
    { name: "validation", documents: facts.validationDocuments },
  ].filter(({ documents }) => documents > 0);
  const title = fields.title.trim() === "" ? facts.name : fields.title;
  return [
    `pretty_name: ${yamlText(title)}`,
    `license: ${id}`,
    ...(name === null ? [] : [`license_name: ${yamlText(name)}`]),
    "task_categories:",
    "- text-generation",
    "size_categories:",
    `- ${sizeCategory(facts.documents)}`,
    "tags:",
    ...(facts.synthetic ? ["- synthetic"] : []),
    "- meta-rater",
    "dataset_info:",
    "  features:",
    ...columns.flatMap((column) => [`  - name: ${yamlText(column.name)}`, `    dtype: ${column.type}`]),
    "  splits:",
    ...splits.flatMap((split) => [`  - name: ${split.name}`, `    num_examples: ${String(split.documents)}`]),
    "",
  ].join("\n");
}

const SIZES = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"];

/** In the words of the Hugging Face Hub. */
function sizeCategory(documents: number): string {
  const step = SIZES.findIndex((_, index) => documents < 1000 * 10 ** index);
  if (step === -1) return "n>1T";
  return step === 0 ? "n<1K" : `${SIZES[step - 1] ?? ""}<n<${SIZES[step] ?? ""}`;
}
