import { parseArgs } from "node:util";
import { itemKey } from "@/core/comparison/item";
import { jaccardOf } from "@/core/comparison/overlaps";
import type { Count, Jaccard, SetsCompared } from "@/core/comparison/set-figures";
import { StudioError } from "@/core/errors";
import { required, type Command, type Terminal } from "@/server/cli/command";
import { comparedItem } from "@/server/cli/compared-items";
import { findCorpus } from "@/server/cli/find-corpus";
import { share, table } from "@/server/cli/layout";
import { comparableFound, type Comparable } from "@/server/services/comparison/comparable-items";
import type { FoundItem } from "@/server/services/comparison/find-items";
import { MOST_ITEMS } from "@/server/services/comparison/items";
import { followSets } from "@/server/services/comparison/sets";

export const compareCommand: Command = {
  usage: "compare RECIPE.json | ID … [--corpus C]",
  summary:
    "count what recipes, saved versions, selections or runs select and have in common, the first as the baseline",
  async run(terminal, args) {
    const { values, positionals } = parseArgs({
      args,
      options: { corpus: { type: "string" } },
      allowPositionals: true,
    });
    if (positionals.length === 0 || positionals.length > MOST_ITEMS) {
      throw new StudioError(
        "invalid-input",
        `${String(positionals.length)} things are to be compared.`,
        `Name 1 to ${String(MOST_ITEMS)} files of recipes, saved versions, selections or runs.`,
      );
    }
    const { ctx } = terminal;
    const items = await Promise.all(positionals.map((wanted) => comparedItem(ctx, wanted)));
    const versionId = await versionOf(terminal, values.corpus, items);
    const sets = await countSets(terminal, await comparableFound(ctx, versionId, items));
    const jaccard = jaccardsOf(sets);
    return {
      json: {
        versionId,
        items: sets.sets.map((figures, at) => ({ ...nameOf(items[at]), ...figures })),
        jaccard,
        ...{ regions: sets.regions, otherRegions: sets.otherRegions, corpus: sets.corpus },
      },
      lines: [...sizeLines(items, sets), "", ...overlapLines(jaccard), "", ...domainLines(sets)],
    };
  },
};

/** The corpus version that is named, or the first that an item pins. */
async function versionOf(
  { ctx }: Terminal,
  corpus: string | undefined,
  items: readonly FoundItem[],
): Promise<string> {
  const pinned = items.find(({ own }) => own !== null)?.own;
  if (corpus === undefined && pinned !== null && pinned !== undefined) return pinned.versionId;
  return (await findCorpus(ctx, required(corpus, "--corpus"))).version.versionId;
}

async function countSets({ signal, progress }: Terminal, comparable: Comparable): Promise<SetsCompared> {
  for await (const event of followSets(comparable, signal)) {
    if (event.kind === "ready") return event.result;
    const { done, total } = event;
    progress({ done, total, unit: "selections", phase: "counting", rate: null });
  }
  throw new TypeError("the comparison ended without a result");
}

const nameOf = (item: FoundItem | undefined) =>
  item === undefined ? {} : { key: itemKey(item.ref), label: item.label, recipeHash: item.recipeHash };

const jaccardsOf = ({ sets, common }: SetsCompared): Jaccard[][] =>
  sets.map((a, row) =>
    sets.map((b, column) => jaccardOf(a, b, common[row]?.[column] ?? { documents: 0, tokens: 0 })),
  );

/** Items are named A, B … Z, A1, B1 … in the tables below the first. */
const letterOf = (at: number): string =>
  `${String.fromCharCode(65 + (at % 26))}${at < 26 ? "" : String(Math.floor(at / 26))}`;

const sizeLines = (items: readonly FoundItem[], { sets }: SetsCompared): string[] =>
  table([
    ["", "item", "documents", "tokens", "of the budget", "threshold"],
    ...sets.map(({ documents, tokens, budgetTokens, threshold }, at) => [
      letterOf(at),
      items[at]?.label ?? "",
      ...[documents, tokens, share(tokens, budgetTokens)],
      threshold === null ? "–" : threshold.toFixed(4),
    ]),
  ]);

/** By documents above the diagonal, by tokens below it. */
const overlapLines = (jaccard: readonly (readonly Jaccard[])[]): string[] => [
  "Overlap (Jaccard): by documents above the diagonal, by tokens below it",
  ...table([
    ["", ...jaccard.map((_, at) => letterOf(at))],
    ...jaccard.map((row, at) => [
      letterOf(at),
      ...row.map(({ byDocuments, byTokens }, column) =>
        column === at ? "·" : (column > at ? byDocuments : byTokens).toFixed(4),
      ),
    ]),
  ]),
];

/** Share of the tokens of each item that a domain has, less that of the baseline. */
function domainLines({ sets, corpus }: SetsCompared): string[] {
  const [baseline, ...others] = sets;
  if (baseline === undefined) return [];
  const part = (of: Count & { readonly domains: readonly Count[] }, domain: number): number =>
    of.tokens === 0 ? 0 : (100 * (of.domains[domain]?.tokens ?? 0)) / of.tokens;
  const head = ["domain", "corpus", "A", ...others.map((_, at) => `${letterOf(at + 1)} − A`)];
  const rows = corpus.domains.map(({ domain }, code) => [
    domain,
    `${part(corpus, code).toFixed(1)} %`,
    `${part(baseline, code).toFixed(1)} %`,
    ...others.map((other) => signed(part(other, code) - part(baseline, code))),
  ]);
  return ["Share of the tokens by domain; differences in points", ...table([head, ...rows])];
}

function signed(points: number): string {
  const text = points.toFixed(1);
  return Number(text) === 0 ? "0.0" : points > 0 ? `+${text}` : `−${text.slice(1)}`;
}
