import { domainColour } from "@/components/charts/domain-colour";

interface DomainMarkProps {
  readonly domain: string;
  /** Position in `CorpusStatistics.domains`. */
  readonly index: number;
}

/** A domain's name behind its colour. */
export const DomainMark = ({ domain, index }: DomainMarkProps) => (
  <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
    <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: domainColour(index) }} />
    <span className="truncate">{domain}</span>
  </span>
);
