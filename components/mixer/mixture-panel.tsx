"use client";

import { DomainMark } from "@/components/charts/domain-mark";
import { MixerChartMenu } from "@/components/mixer/mixer-chart-menu";
import { mixtureChart } from "@/components/mixer/mixture-chart";
import { prepareMixture, type MixtureRow } from "@/components/mixer/mixture.prepare";
import { BoundHandles } from "@/components/mixer/bound-handles";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { undoOnSlider } from "@/components/mixer/undo-on-slider";
import { usePreview } from "@/components/mixer/preview-context";
import { cx } from "@/components/ui/class-names";
import { formatSigned } from "@/components/ui/format";

/** Share of tokens of each domain, before in grey and after in the accent. */
export function MixturePanel() {
  const { statistics } = useMixerCorpus();
  const domains = usePreview((preview) => preview.mixture?.domains ?? null);
  const store = useMixerStore();
  const bounded = useMixer(({ recipe }) => recipe.domains.rule === "bounds");
  const { rows, title } = prepareMixture(statistics.domains, domains, bounded ? "whole" : "longest");
  return (
    <section
      aria-label="Mixture"
      className="group/chart isolate"
      onKeyDown={(event) => undoOnSlider(event, store)}
    >
      <header className="flex items-baseline gap-3 pb-2">
        <h2 className="text-sm font-semibold">Mixture</h2>
        <p className="min-w-0 flex-1 truncate text-xs text-muted">{title}</p>
        <MixerChartMenu label="Mixture" draw={mixtureChart} />
      </header>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">Share of tokens by domain, before and after selecting</caption>
        <thead>
          <tr className="eyebrow text-right">
            <th scope="col" className="w-34 text-left font-normal">
              % of tokens
            </th>
            <th scope="col" className="sr-only">
              Bars
            </th>
            <th scope="col" className="w-11 font-normal">
              before
            </th>
            <th scope="col" className="w-11 font-normal">
              after
            </th>
            <th scope="col" className="w-12 font-normal">
              change
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <MixtureLine key={row.domain} row={row} bounded={bounded} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface MixtureLineProps {
  readonly row: MixtureRow;
  /** Whether the domain has bounds to drag. */
  readonly bounded: boolean;
}

const MixtureLine = ({ row, bounded }: MixtureLineProps) => (
  <tr className="h-8 text-right text-sm">
    <th scope="row" className="truncate pr-2 text-left font-normal">
      <DomainMark domain={row.domain} index={row.code} />
    </th>
    <td className={bounded ? "px-2" : "pr-2"}>
      <span className="relative block">
        <span aria-hidden className="flex flex-col gap-[2px]">
          <Bar length={row.beforeLength} className="bg-before" />
          <Bar length={row.afterLength} className="bg-accent" />
        </span>
        {bounded && <BoundHandles domain={row.domain} />}
      </span>
    </td>
    <td className="text-muted">{row.before.toFixed(1)}</td>
    <td className="font-medium" title={row.error === null ? undefined : `± ${row.error.toFixed(2)} points`}>
      {row.after === null ? "" : row.after.toFixed(1)}
    </td>
    <td
      className={cx(
        row.delta === null || Math.abs(row.delta) < 0.05
          ? "text-faint"
          : row.delta > 0
            ? "text-gained"
            : "text-lost",
      )}
    >
      {row.delta === null ? "" : formatSigned(row.delta)}
    </td>
  </tr>
);

/** Scaled, not sized: the browser moves it without laying the page out again. */
const Bar = ({ length, className }: { readonly length: number; readonly className: string }) => (
  <span
    className={cx("block h-[7px] w-full origin-left rounded-r-[2px]", className)}
    style={{ transform: `scaleX(${length.toFixed(4)})` }}
  />
);
