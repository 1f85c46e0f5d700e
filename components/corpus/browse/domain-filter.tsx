"use client";

import { ListFilter } from "lucide-react";
import { Checkbox } from "radix-ui";
import { domainColour } from "@/components/charts/domain-colour";
import { DomainMark } from "@/components/charts/domain-mark";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { Popover } from "@/components/ui/popover";
import { ShareBar } from "@/components/ui/share-bar";
import type { DomainTotals } from "@/core/statistics";

interface DomainFilterProps {
  readonly domains: readonly DomainTotals[];
  /** Names of the domains that are shown; null = all. */
  readonly chosen: readonly string[] | null;
  readonly onChoose: (domains: readonly string[] | null) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Which domains to show, with their sizes beside the choice. */
export function DomainFilter({ domains, chosen, onChoose, open, onOpenChange }: DomainFilterProps) {
  const largest = Math.max(1, ...domains.map(({ documents }) => documents));
  const isOn = (domain: string) => chosen === null || chosen.includes(domain);
  const toggle = (domain: string) => {
    const next = domains
      .map((item) => item.domain)
      .filter((item) => (item === domain ? !isOn(item) : isOn(item)));
    onChoose(next.length === domains.length || next.length === 0 ? null : next);
  };
  const trigger = (
    <Button aria-label="Filter by domain">
      <ListFilter aria-hidden className="size-3.5" />
      {chosen === null ? "All domains" : chosen.length === 1 ? (chosen[0] ?? "") : `${chosen.length} domains`}
    </Button>
  );
  return (
    <Popover
      trigger={trigger}
      label="Domains"
      flush
      className="w-96 max-w-[94vw]"
      open={open}
      onOpenChange={onOpenChange}
    >
      <ul>
        {domains.map(({ domain, documents }, index) => (
          <li key={domain} className="flex items-center gap-2 rounded-md px-1.5 hover:bg-hover">
            <Checkbox.Root
              id={`domain-${index}`}
              checked={isOn(domain)}
              onCheckedChange={() => toggle(domain)}
              className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-control data-[state=checked]:border-accent data-[state=checked]:bg-accent"
            >
              <Checkbox.Indicator className="size-1.5 rounded-[1px] bg-on-accent" />
            </Checkbox.Root>
            <label
              htmlFor={`domain-${index}`}
              className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-10"
            >
              <span className="flex min-w-0 flex-1">
                <DomainMark domain={domain} index={index} />
              </span>
              <span className="w-16">
                <ShareBar share={documents / largest} colour={domainColour(index)} />
              </span>
              <span className="w-14 text-right text-xs text-muted">{formatCount(documents)}</span>
            </label>
            <Button variant="quiet" onClick={() => onChoose([domain])} aria-label={`Only ${domain}`}>
              only
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex justify-end border-t pt-1">
        <Button variant="quiet" onClick={() => onChoose(null)} disabled={chosen === null}>
          All domains
        </Button>
      </div>
    </Popover>
  );
}
