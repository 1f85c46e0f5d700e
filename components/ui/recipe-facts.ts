import { formatCount, formatTokens } from "@/components/ui/format";
import { rangeText } from "@/components/ui/range-text";
import { RATERS } from "@/core/raters";
import { directionOf, seedOf, weightOf, type DomainRule, type Recipe } from "@/core/recipe";

/** One thing that a recipe says, in words. */
export interface RecipeFact {
  readonly label: string;
  readonly text: string;
  /** Whether the recipe leaves it open, which the text then says. */
  readonly open?: boolean;
}

const NORMALISATIONS = { published: "published", zscore: "z-score", rank: "rank" } as const;
const MISSING = { exclude: "left out", median: "the median", zero: "0" } as const;

/** 4.2, 12.3456: points without the dust of binary fractions. */
const pointsText = (weight: number): string => String(Number((weight * 100).toFixed(4)));
const percent = (share: number): string => `${String(Number((share * 100).toFixed(4)))} %`;

function domainsText(rule: DomainRule): string {
  switch (rule.rule) {
    case "global":
      return "free";
    case "proportional":
      return "proportional";
    case "shares":
      return Object.entries(rule.shares)
        .filter(([, share]) => share > 0)
        .map(([domain, share]) => `${domain} ${percent(share)}`)
        .join(", ");
    case "bounds":
      return Object.entries(rule.bounds)
        .map(([domain, bound]) => `${domain} ${rangeText(bound, percent)}`)
        .join(", ");
  }
}

const budgetText = ({ budget }: Recipe): string =>
  "tokens" in budget ? `${formatTokens(budget.tokens)} tokens` : percent(budget.share);

const weightText = (recipe: Recipe, rater: (typeof RATERS)[number]["id"]): string =>
  `${pointsText(weightOf(recipe, rater))} points${directionOf(recipe, rater) === -1 ? ", less is better" : ""}`;

/** What a recipe says besides its weights, name and note; what it does not say is "none". */
export function settingFacts(recipe: Recipe): RecipeFact[] {
  const { filters = {}, cap, temperature } = recipe;
  return [
    { label: "Budget", text: budgetText(recipe) },
    { label: "Normalisation", text: NORMALISATIONS[recipe.normalisation] },
    { label: "Missing values count as", text: MISSING[recipe.missing] },
    { label: "Domains", text: domainsText(recipe.domains) },
    optional("Only domains", filters.domains, (domains) => domains.join(", ")),
    optional("Only tokens", filters.tokens, (range) => rangeText(range, formatCount)),
    ...RATERS.map(({ id, label }) =>
      optional(`Only ${label}`, filters.raters?.[id], (range) => rangeText(range)),
    ),
    optional(
      "Documents per group",
      cap,
      ({ documents }) => `at most ${formatCount(documents)}`,
      "any number",
    ),
    optional("Temperature", temperature, (value) => `${String(value)}, seed ${String(seedOf(recipe))}`),
  ];
}

const optional = <T>(
  label: string,
  value: T | undefined,
  textOf: (value: T) => string,
  open = "none",
): RecipeFact => (value === undefined ? { label, text: open, open: true } : { label, text: textOf(value) });

/** Of what a recipe says besides its weights, what has an effect. */
export const factsInForce = (recipe: Recipe): RecipeFact[] =>
  settingFacts(recipe).filter(({ open }) => open !== true);

/** Everything that a recipe says, but for its name and note. */
const recipeFacts = (recipe: Recipe): RecipeFact[] => [
  ...RATERS.map(({ id, label }) => ({ label: `Weight of ${label}`, text: weightText(recipe, id) })),
  ...settingFacts(recipe),
];

export interface RecipeDifference {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

/** What two recipes say differently. */
export function recipeDifferences(mine: Recipe, theirs: Recipe): RecipeDifference[] {
  const others = recipeFacts(theirs);
  return recipeFacts(mine).flatMap(({ label, text }, place) => {
    const other = others[place]?.text ?? "none";
    return text === other ? [] : [{ label, mine: text, theirs: other }];
  });
}
