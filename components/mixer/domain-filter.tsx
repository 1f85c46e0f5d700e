"use client";

import { Checkbox } from "radix-ui";
import { DomainMark } from "@/components/charts/domain-mark";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { CheckSquare } from "@/components/ui/check-square";
import { formatPlural, formatTokens } from "@/components/ui/format";
import { withDomains } from "@/core/document-filter-edit";
import { withFilters } from "@/core/recipe-constraints";

/** Which domains are ranked at all; one at least. */
export function DomainFilter() {
  const store = useMixerStore();
  const { domains } = useMixerCorpus().statistics;
  const chosen = useMixer(({ recipe }) => recipe.filters?.domains ?? null);
  const isOn = (domain: string) => chosen === null || chosen.includes(domain);
  const on = domains.filter(({ domain }) => isOn(domain));
  const toggle = (toggled: string) => {
    const { recipe, edited } = store.getState();
    const next = domains.flatMap(({ domain }) => (isOn(domain) !== (domain === toggled) ? [domain] : []));
    const all = next.length === domains.length;
    edited(withFilters(recipe, withDomains(recipe.filters ?? {}, all ? null : next)));
  };
  return (
    <ul>
      {domains.map(({ domain, documents, tokens }, code) => (
        <li key={domain} className="flex items-center gap-2">
          <Checkbox.Root
            id={`ranked-${String(code)}`}
            checked={isOn(domain)}
            disabled={on.length === 1 && isOn(domain)}
            onCheckedChange={() => toggle(domain)}
            className="rounded-sm disabled:opacity-50"
          >
            <CheckSquare checked={isOn(domain)} />
          </Checkbox.Root>
          <label
            htmlFor={`ranked-${String(code)}`}
            className="flex min-h-7 min-w-0 flex-1 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-10"
          >
            <span className="flex min-w-0 flex-1">
              <DomainMark domain={domain} index={code} />
            </span>
            <span className="text-xs text-muted">
              {formatPlural(documents, "document")}, {formatTokens(tokens)} tokens
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
