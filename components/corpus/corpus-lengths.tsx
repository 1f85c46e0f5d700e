import { BoxAxis, BoxStrip } from "@/components/charts/box-strip";
import { prepareLogAxis } from "@/components/charts/box-strip.prepare";
import { ChartMenu } from "@/components/charts/chart-menu";
import { DomainMark } from "@/components/charts/domain-mark";
import { CorpusMeasured } from "@/components/corpus/corpus-measured";
import { decadeText, lengthsSentence } from "@/components/corpus/corpus-lengths.prepare";
import { lengthColour, lengthsChart, type LengthRow } from "@/components/corpus/lengths-chart";
import type { ProfileState } from "@/components/corpus/use-corpus-profile";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatTokens } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import type { CorpusProfile, Lengths } from "@/server/services/corpus/corpus-profile";

interface CorpusLengthsProps {
  /** The corpus and its version. */
  readonly of: string;
  readonly state: ProfileState;
}

/** How long documents are, by domain: percentiles of their tokens on one logarithmic axis. */
export function CorpusLengths({ of, state }: CorpusLengthsProps) {
  const { profile } = state;
  return (
    <Panel
      title="Length of a document"
      aside={
        <>
          {profile !== null && (
            <ChartMenu label="Length of a document" chart={() => lengthsChart(of, rowsOf(profile))} />
          )}
          <span className="text-xs text-muted">tokens, logarithmic</span>
        </>
      }
      className="group/chart"
    >
      <CorpusMeasured state={state}>{(measured) => <Strips rows={rowsOf(measured)} />}</CorpusMeasured>
    </Panel>
  );
}

/** The domains, the one of the longest documents first, and all of them together. */
const rowsOf = (profile: CorpusProfile): readonly LengthRow[] => [
  ...profile.domains
    .map((lengths, index) => ({ ...lengths, index }))
    .filter(({ documents }) => documents > 0)
    .sort((a, b) => b.median - a.median),
  ...(profile.domains.length > 1 ? [{ ...profile.lengths, domain: "all", index: null }] : []),
];

function Strips({ rows }: { readonly rows: readonly LengthRow[] }) {
  const axis = prepareLogAxis(rows);
  return (
    <>
      <div className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 text-sm">
        {rows.map((row) => (
          <Strip key={row.index ?? "all"} row={row} axis={axis} />
        ))}
        <span />
        <BoxAxis axis={axis} format={decadeText} />
        <span className="text-right text-2xs text-muted">median</span>
      </div>
      <p className="pt-1 text-2xs text-muted">
        Line: 5th to 95th percentile · box: middle half · stroke: median · dot: longest.
      </p>
      <details className="pt-1">
        <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">As a table</summary>
        <div
          tabIndex={0}
          role="region"
          aria-label="Lengths as a table"
          className="-mx-3 overflow-x-auto pt-1"
        >
          <DataTable
            caption="Length of a document in tokens"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ index }) => String(index)}
          />
        </div>
      </details>
    </>
  );
}

const Strip = ({
  row,
  axis,
}: {
  readonly row: LengthRow;
  readonly axis: ReturnType<typeof prepareLogAxis>;
}) => (
  <>
    {row.index === null ? (
      <span className="text-muted">all</span>
    ) : (
      <DomainMark domain={row.domain} index={row.index} />
    )}
    <BoxStrip figures={row} axis={axis} colour={lengthColour(row.index)} label={lengthsSentence(row)} />
    <span className="text-right">{formatTokens(row.median)}</span>
  </>
);

const figure = (id: keyof Lengths, header: string): Column<LengthRow> => ({
  id,
  header,
  align: "right",
  cell: (row) => formatCount(row[id]),
});

const COLUMNS: readonly Column<LengthRow>[] = [
  { id: "domain", header: "Domain", rowHeader: true, cell: ({ domain }) => <bdi>{domain}</bdi> },
  figure("min", "Shortest"),
  figure("p5", "5 %"),
  figure("p25", "25 %"),
  figure("median", "Median"),
  figure("p75", "75 %"),
  figure("p95", "95 %"),
  figure("max", "Longest"),
];
