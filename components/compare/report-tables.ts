import type { Face } from "@/components/compare/compared-face";
import type { OutcomeField } from "@/components/compare/outcomes.prepare";
import type { FacedSets } from "@/components/compare/set-charts";
import { exactText } from "@/components/compare/sets.prepare";
import type { SettingRow } from "@/components/compare/settings.prepare";
import type { Spread } from "@/core/comparison/outcomes";
import type { ExportedFigure } from "@/core/exported-chart";
import { PUBLISHED_RESULTS, PUBLISHED_SOURCE } from "@/core/published-results";

const named = ({ letter, name }: Face): string => `${letter} ${name}`;

/** Settings apart from weights, one column for each item. */
export const settingsTable = (faces: readonly Face[], rows: readonly SettingRow[]): ExportedFigure => ({
  title: "Settings",
  subtitle: "What the recipes say besides their weights",
  names: ["Comparison", "Settings"],
  table: {
    columns: [{ name: "setting" }, ...faces.map((face) => ({ name: named(face) }))],
    rows: rows.map(({ label, texts }) => [label, ...texts]),
  },
  drawing: null,
});

/** How much each selects, and what changes against the baseline. */
export const sizesTable = ({ compared, faces }: FacedSets): ExportedFigure => ({
  title: "Sizes",
  subtitle: exactText(compared),
  names: ["Comparison", "Sizes"],
  table: {
    columns: [
      { name: "selection" },
      { name: "documents" },
      { name: "tokens" },
      { name: "budget", unit: "tokens" },
      { name: "gained", unit: "documents" },
      { name: "lost", unit: "documents" },
    ],
    rows: faces.flatMap((face, place) => {
      const set = compared.sets[place];
      if (set === undefined) return [];
      const kept = compared.common[0]?.[place]?.documents ?? 0;
      const changes =
        place === 0 ? [null, null] : [set.documents - kept, (compared.sets[0]?.documents ?? 0) - kept];
      return [[named(face), set.documents, set.tokens, set.budgetTokens, ...changes]];
    }),
  },
  drawing: null,
});

/** Losses at the end of the runs of each item, mean and standard deviation over seeds. */
export const outcomesTable = ({ settings, groups }: OutcomeField): ExportedFigure => ({
  title: "Losses at the end of training",
  subtitle: `mean and sample standard deviation over seeds; ${settings}`,
  names: ["Comparison", "Losses"],
  table: {
    columns: [
      { name: "item" },
      { name: "runs that ended" },
      ...["validation", "training"].flatMap((name) => [{ name }, { name, unit: "sd" }]),
    ],
    rows: groups.map(({ face, group }) => [
      named(face),
      group.validation?.runs ?? 0,
      ...cells(group.validation),
      ...cells(group.train),
    ]),
  },
  drawing: null,
});

/** What the paper reports; a reference beside the studio's own losses, not on their scale. */
export const publishedTable = (): ExportedFigure => ({
  title: "Published results, for reference",
  subtitle: `${PUBLISHED_SOURCE.citation}; ${PUBLISHED_SOURCE.evaluation}`,
  names: ["Published results"],
  table: {
    columns: [
      { name: "data" },
      { name: "model" },
      { name: "tokens" },
      { name: "average", unit: "%" },
      { name: "knowledge", unit: "%" },
      { name: "commonsense", unit: "%" },
      { name: "reading", unit: "%" },
    ],
    rows: PUBLISHED_RESULTS.map(({ label, model, tokens, average, groups }) => [
      ...[label, model, tokens, average],
      ...[groups?.generalKnowledge ?? null, groups?.commonsense ?? null, groups?.reading ?? null],
    ]),
  },
  drawing: null,
});

const cells = (spread: Spread | null): (number | null)[] =>
  spread === null ? [null, null] : [spread.mean, spread.sd];
