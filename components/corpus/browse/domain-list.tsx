"use client";

import { Checkbox } from "radix-ui";
import { domainColour } from "@/components/charts/domain-colour";
import { DomainMark } from "@/components/charts/domain-mark";
import { CheckSquare } from "@/components/ui/check-square";
import type { Facet } from "@/components/corpus/browse/use-profile";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { ShareBar } from "@/components/ui/share-bar";

interface DomainListProps {
  readonly facets: readonly Facet[];
  /** Names of the domains that are shown; null = all. */
  readonly chosen: readonly string[] | null;
  readonly onChoose: (domains: readonly string[] | null) => void;
}

/** Which domains to show: of each, how many documents meet the other conditions, of how many there are. */
export function DomainList({ facets, chosen, onChoose }: DomainListProps) {
  const largest = Math.max(1, ...facets.map(({ documents }) => documents ?? 0));
  const isOn = (domain: string) => chosen === null || chosen.includes(domain);
  const toggle = (domain: string) => {
    const next = facets
      .map((facet) => facet.domain)
      .filter((name) => (name === domain ? !isOn(name) : isOn(name)));
    onChoose(next.length === facets.length || next.length === 0 ? null : next);
  };
  return (
    <>
      <ul>
        {facets.map(({ domain, documents, all }, index) => (
          <li key={domain} className="flex items-center gap-2 rounded-md px-1.5 hover:bg-hover">
            <Checkbox.Root
              id={`domain-${index}`}
              checked={isOn(domain)}
              onCheckedChange={() => toggle(domain)}
              className="rounded-sm"
            >
              <CheckSquare checked={isOn(domain)} />
            </Checkbox.Root>
            <label
              htmlFor={`domain-${index}`}
              className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-10"
            >
              <span className="flex min-w-0 flex-1">
                <DomainMark domain={domain} index={index} />
              </span>
              <span className="w-16 shrink-0 max-sm:hidden">
                <ShareBar share={(documents ?? 0) / largest} colour={domainColour(index)} />
              </span>
              <span className="shrink-0 text-right sm:w-36 text-xs whitespace-nowrap text-muted">
                <span className="text-ink">{documents === null ? "…" : formatCount(documents)}</span> of{" "}
                {formatCount(all)}
              </span>
            </label>
            <Button variant="quiet" onClick={() => onChoose([domain])} aria-label={`Only ${domain}`}>
              only
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex items-center justify-between gap-2 border-t pt-1 pl-1.5">
        <p className="text-2xs text-muted">Documents that meet the other conditions, of all</p>
        <Button variant="quiet" onClick={() => onChoose(null)} disabled={chosen === null}>
          All domains
        </Button>
      </div>
    </>
  );
}
