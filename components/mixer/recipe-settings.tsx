"use client";

import { BoundsTable } from "@/components/mixer/bounds-table";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { SharesTable } from "@/components/mixer/shares-table";
import { Field } from "@/components/ui/field";
import { Select, type Option } from "@/components/ui/select";
import type { DomainRule, MissingPolicy, Normalisation, Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

const NORMALISATIONS: readonly Option<Normalisation>[] = [
  { value: "published", label: "Published" },
  { value: "zscore", label: "Z-score" },
  { value: "rank", label: "Rank" },
];
const MISSING: readonly Option<MissingPolicy>[] = [
  { value: "exclude", label: "Leave out" },
  { value: "median", label: "Median" },
  { value: "zero", label: "Take 0" },
];
const RULES: readonly Option<DomainRule["rule"]>[] = [
  { value: "global", label: "Free" },
  { value: "proportional", label: "Proportional" },
  { value: "shares", label: "Shares…" },
  { value: "bounds", label: "Bounds…" },
];

const MEANINGS: Readonly<Record<Normalisation | MissingPolicy | DomainRule["rule"], string>> = {
  published: "min to max on 0 to 5, classifiers by their likeliest level",
  zscore: "distance from the mean in standard deviations",
  rank: "percentile in the corpus, 0 to 1",
  exclude: "a document that misses a weighted rater drops out",
  median: "a missing value counts as the corpus' median",
  zero: "a missing value counts as 0 before normalising",
  global: "one ranking over all domains",
  proportional: "each domain keeps its share of the corpus",
  shares: "a share of the budget for each domain",
  bounds: "one threshold; each domain at least and at most a share of the budget",
};

/** What a recipe says besides weights and budget. */
export function RecipeSettings() {
  const store = useMixerStore();
  const { statistics } = useMixerCorpus();
  const normalisation = useMixer((state) => state.recipe.normalisation);
  const missing = useMixer((state) => state.recipe.missing);
  const domains = useMixer((state) => state.recipe.domains);
  const edit = (change: Partial<Recipe>) =>
    store.getState().edited({ ...store.getState().recipe, ...change });
  return (
    <section aria-label="Recipe settings" className="border-t pt-3">
      <div className="grid grid-cols-3 gap-2">
        <Field label="Normalisation" hint={MEANINGS[normalisation]}>
          {(control) => (
            <Select
              {...control}
              value={normalisation}
              options={NORMALISATIONS}
              onValue={(value) => edit({ normalisation: value })}
            />
          )}
        </Field>
        <Field label="Missing values" hint={MEANINGS[missing]}>
          {(control) => (
            <Select
              {...control}
              value={missing}
              options={MISSING}
              onValue={(value) => edit({ missing: value })}
            />
          )}
        </Field>
        <Field label="Domains" hint={MEANINGS[domains.rule]}>
          {(control) => (
            <Select
              {...control}
              value={domains.rule}
              options={RULES}
              onValue={(rule) => edit({ domains: ruleOf(rule, statistics) })}
            />
          )}
        </Field>
      </div>
      {domains.rule === "shares" && (
        <SharesTable
          shares={domains.shares}
          domains={statistics.domains}
          onShares={(shares) => edit({ domains: { rule: "shares", shares } })}
        />
      )}
      {domains.rule === "bounds" && (
        <BoundsTable
          bounds={domains.bounds}
          domains={statistics.domains}
          onBounds={(bounds) => edit({ domains: { rule: "bounds", bounds } })}
        />
      )}
    </section>
  );
}

/** Shares begin as those of the corpus in thousandths; the largest domain takes what rounding leaves, so that they sum to 1. */
function ruleOf(rule: DomainRule["rule"], { domains, tokens }: CorpusStatistics): DomainRule {
  if (rule === "bounds") return { rule, bounds: {} };
  if (rule !== "shares") return { rule };
  const [largest, ...others] = domains.toSorted((a, b) => b.tokens - a.tokens);
  if (largest === undefined || tokens === 0) return { rule: "global" };
  const thousandths = others.map((domain) => ({
    domain,
    share: Math.floor((domain.tokens / tokens) * 1000),
  }));
  const rest = 1000 - thousandths.reduce((sum, { share }) => sum + share, 0);
  const all = [{ domain: largest, share: rest }, ...thousandths];
  return {
    rule,
    shares: Object.fromEntries(all.map(({ domain, share }) => [domain.domain, share / 1000])),
  };
}
