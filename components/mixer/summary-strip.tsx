"use client";

import { domainColour } from "@/components/charts/domain-colour";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { prepareMixture, type MixtureRow } from "@/components/mixer/mixture.prepare";
import { prepareSelected } from "@/components/mixer/selected.prepare";

/** On a narrow screen: what the sliders below it do, always in sight. */
export function SummaryStrip() {
  const { statistics } = useMixerCorpus();
  const mixture = usePreview((preview) => preview.mixture);
  const behind = usePreview((preview) => preview.behind);
  const uncounted = usePreview((preview) => preview.uncounted);
  const summary = mixture === null ? null : prepareSelected(mixture);
  const { rows } = prepareMixture(statistics.domains, mixture?.domains ?? null);
  return (
    <div
      className="sticky top-0 z-20 space-y-1.5 border-b bg-surface px-3 py-2 lg:hidden"
      aria-label="Summary"
      role="group"
    >
      <p className="flex items-baseline gap-3 text-xs">
        <span className="font-semibold">
          {summary === null ? (uncounted ? "not counted" : "…") : `${summary.documents} documents`}
        </span>
        <span>{summary === null ? "" : `${summary.tokens} tokens`}</span>
        <span className="flex-1 text-muted">
          {summary === null ? "" : behind ? "before" : summary.exact ? "exact" : "sample"}
        </span>
        <span className="text-muted">{summary?.threshold}</span>
      </p>
      <Stack rows={rows} shareOf={({ before }) => before} label="before" faint />
      {!uncounted && <Stack rows={rows} shareOf={({ before, after }) => after ?? before} label="after" />}
    </div>
  );
}

interface StackProps {
  readonly rows: readonly MixtureRow[];
  readonly shareOf: (row: MixtureRow) => number;
  readonly label: string;
  readonly faint?: boolean;
}

const Stack = ({ rows, shareOf, label, faint = false }: StackProps) => (
  <div className="flex items-center gap-2">
    <span className="w-9 text-2xs text-muted">{label}</span>
    <div className={faint ? "flex h-1 flex-1 gap-px opacity-60" : "flex h-2.5 flex-1 gap-px"} aria-hidden>
      {rows.map((row) => (
        <span
          key={row.domain}
          className="block min-w-0 overflow-hidden text-[0px]"
          style={{ flexGrow: shareOf(row), flexBasis: 0, background: domainColour(row.code) }}
        />
      ))}
    </div>
  </div>
);
