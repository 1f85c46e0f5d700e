import { RATERS, type Rater, type RaterId } from "@/core/raters";
import type { ColumnKind, SourceColumn } from "@/core/source-column";
import { raterColumns, RELEASED_ID, RELEASED_TEXT } from "@/core/mapped-columns";
import type { DocumentPart, SourceMapping } from "@/core/source-mapping";
import { without } from "@/core/without";

/** Values of a choice that are no column: the name of a column is neither empty nor does it begin with a space. */
export const AS_RELEASED = "";
export const OFF = " off";

export interface ColumnChoice {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
}

const OTHERS = "Other columns";

const PART_KINDS: Readonly<Record<DocumentPart, readonly ColumnKind[]>> = {
  id: ["text", "number"],
  text: ["text"],
  domain: ["text"],
  tokens: ["number"],
  group: ["text", "number"],
};

function columnChoices(columns: readonly SourceColumn[], kinds: readonly ColumnKind[]): ColumnChoice[] {
  const fits = ({ kind }: SourceColumn): boolean => kinds.includes(kind);
  return [
    ...columns.filter(fits).map(({ path }) => ({ value: path, label: path })),
    ...columns
      .filter((column) => !fits(column))
      .map(({ path }) => ({ value: path, label: path, group: OTHERS })),
  ];
}

const RELEASED_PART = { id: RELEASED_ID, text: RELEASED_TEXT } as const;

function releasedLabel(part: DocumentPart, columns: readonly SourceColumn[], inFolders: boolean): string {
  if (part === "tokens") return "Counted, LLaMA tokenizer";
  if (part === "domain") return inFolders ? "Name of the folder" : "domain, else the file's name";
  if (part === "group") return "None";
  const name = RELEASED_PART[part];
  return columns.some(({ path }) => path === name) ? name : "Choose a column";
}

/** What a part of the document can be taken from, the released place first. */
export const partChoices = (
  part: DocumentPart,
  columns: readonly SourceColumn[],
  inFolders: boolean,
): ColumnChoice[] => [
  { value: AS_RELEASED, label: releasedLabel(part, columns, inFolders) },
  ...columnChoices(columns, PART_KINDS[part]),
];

/** What a rater can be taken from; only numbers and lists of them. */
export function raterChoices(rater: Rater, columns: readonly SourceColumn[]): ColumnChoice[] {
  const placed = raterColumns({}, rater).find(({ path }) => columns.some((column) => column.path === path));
  const kinds: readonly ColumnKind[] = rater.source.kind === "scalar" ? ["number"] : ["number", "numbers"];
  const first =
    placed === undefined
      ? [{ value: AS_RELEASED, label: "Off: no column" }]
      : [
          { value: AS_RELEASED, label: placed.path },
          { value: OFF, label: "Off" },
        ];
  const fitting = columns.filter(({ path, kind }) => kinds.includes(kind) && path !== placed?.path);
  return [...first, ...fitting.map(({ path }) => ({ value: path, label: path }))];
}

/** The choice a mapping stands for; one that is none of the choices is the column it names. */
export const partChoice = (mapping: SourceMapping, part: DocumentPart): string =>
  mapping[part] ?? AS_RELEASED;

export function raterChoice(mapping: SourceMapping, rater: RaterId): string {
  const column = mapping.raters?.[rater];
  return column === null ? OFF : (column ?? AS_RELEASED);
}

export const withPart = (mapping: SourceMapping, part: DocumentPart, choice: string): SourceMapping =>
  choice === AS_RELEASED ? without(mapping, part) : { ...mapping, [part]: choice };

export function withRater(mapping: SourceMapping, rater: RaterId, choice: string): SourceMapping {
  const others = without(mapping.raters ?? {}, rater);
  const raters = choice === AS_RELEASED ? others : { ...others, [rater]: choice === OFF ? null : choice };
  return Object.keys(raters).length === 0 ? without(mapping, "raters") : { ...mapping, raters };
}

/** What a column is taken for under a mapping: "text", or the labels of raters. */
export function rolesOf(path: string, mapping: SourceMapping): string[] {
  const { id = RELEASED_ID, text = RELEASED_TEXT, domain, tokens, group } = mapping;
  const parts = Object.entries({ id, text, domain, tokens, group }).filter(([, column]) => column === path);
  const raters = RATERS.filter((rater) =>
    raterColumns(mapping, rater).some((column) => column.path === path),
  );
  return [...parts.map(([part]) => part), ...raters.map(({ label }) => label)];
}
