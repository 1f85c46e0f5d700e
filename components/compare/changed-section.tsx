"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { drawCounts } from "@/components/charts/draw-counts";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import { ChangedList } from "@/components/compare/changed-list";
import { ChangedReader } from "@/components/compare/changed-reader";
import { marginSentence, SIDE_LOOKS } from "@/components/compare/changed.prepare";
import { marginsChart } from "@/components/compare/margins-chart";
import { ChartBlock } from "@/components/compare/chart-block";
import type { CompareAddress } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import { SideChoice } from "@/components/compare/side-choice";
import { SideDomains } from "@/components/compare/side-domains";
import { useChangedRows } from "@/components/compare/use-changed-rows";
import { useArrivals } from "@/components/table/use-arrivals";
import type { ChangeAddress } from "@/components/compare/use-compare-address";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural, formatTokens } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";
import { marginText } from "@/components/ui/margin-text";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { PairFigures, SideFigures, Side } from "@/core/comparison/changes";

/** The corpus version that sets are counted on. */
export interface CountedCorpus {
  readonly corpusId: string;
  readonly number: number;
  readonly versionId: string;
  readonly domains: readonly string[];
}

interface ChangedSectionProps {
  readonly corpus: CountedCorpus;
  /** Those whose documents can be compared; the first is the baseline. */
  readonly faces: readonly Face[];
  readonly address: CompareAddress;
  readonly change: ChangeAddress;
}

/** Documents that an item takes and the baseline does not, the other way round, and those that both take. */
export function ChangedSection({ corpus, faces, address, change }: ChangedSectionProps) {
  const [baseline, ...others] = faces;
  const other = others.find(({ key }) => key === address.other) ?? others[0];
  const { side } = address;
  const pair = useQuery(
    useTRPC().comparison.pair.queryOptions(
      {
        versionId: corpus.versionId,
        baseline: baseline?.item.ref ?? { kind: "version", id: "-" },
        other: other?.item.ref ?? { kind: "version", id: "-" },
      },
      {
        enabled: baseline !== undefined && other !== undefined,
        placeholderData: keepPreviousData,
        staleTime: Infinity,
        trpc: { abortOnUnmount: true },
      },
    ),
  );
  if (baseline === undefined || other === undefined) return null;
  return (
    <Panel
      flush
      title={
        <span className="flex flex-wrap items-center gap-x-2">
          Changed documents
          {pair.data !== undefined && !pair.isPlaceholderData && <Badge tone="good">exact</Badge>}
        </span>
      }
      aside={
        others.length > 1 ? (
          <Select
            aria-label="Against the baseline"
            value={other.key}
            options={others.map(({ key, letter, name }) => ({ value: key, label: `${letter} ${name}` }))}
            onValue={(key) => change({ other: key, row: null })}
            className="max-w-64"
          />
        ) : (
          <span className="text-xs text-muted">
            {other.letter} against {baseline.letter}
          </span>
        )
      }
    >
      {pair.isError ? (
        <ErrorState error={pair.error} onRetry={() => void pair.refetch()} className="m-3" />
      ) : pair.data === undefined || pair.isPlaceholderData ? (
        <SkeletonRows rows={8} />
      ) : (
        <Changes
          key={`${baseline.key} ${other.key} ${side}`}
          {...{ corpus, baseline, other, side, change }}
          row={address.row}
          pair={pair.data}
        />
      )}
    </Panel>
  );
}

interface ChangesProps {
  readonly corpus: CountedCorpus;
  readonly baseline: Face;
  readonly other: Face;
  readonly side: Side;
  readonly row: number | null;
  readonly pair: PairFigures;
  readonly change: ChangeAddress;
}

function Changes({ corpus, baseline, other, side, row, pair, change }: ChangesProps) {
  const figures = pair.sides[side];
  const asked = { versionId: corpus.versionId, baseline: baseline.key, other: other.key, side };
  const rows = useChangedRows(asked, figures.documents);
  useArrivals(rows);
  const detail = useQuery(
    useTRPC().corpus.get.queryOptions(
      { corpusId: corpus.corpusId, number: corpus.number },
      { enabled: row !== null, staleTime: Infinity },
    ),
  );
  const open = (next: number) => {
    rows.want({ first: next, last: next });
    change({ row: next });
  };
  const place = row === null ? null : Math.min(row, Math.max(0, figures.documents - 1));
  const turn = (next: Side) => change({ side: next, row: row === null ? null : 0 });
  useKeys("Changed documents", [
    { keys: "j", label: "Read the first document", run: () => figures.documents > 0 && open(0) },
    { keys: "g", label: "Gained documents", run: () => turn("gained") },
    { keys: "l", label: "Lost documents", run: () => turn("lost") },
    { keys: "b", label: "Documents in both", run: () => turn("kept") },
  ]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pt-3">
        <SideChoice pair={pair} side={side} onSide={turn} />
        <p className="text-xs text-muted">{sideSentence(side, figures, baseline, other)}</p>
      </div>
      <div className="grid gap-x-6 gap-y-4 p-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]">
        <div className="min-w-0 overflow-hidden rounded-md border">
          {figures.documents === 0 ? (
            <p className="p-3 text-sm text-muted">No document is {side}.</p>
          ) : (
            <ChangedList
              rows={rows}
              count={figures.documents}
              side={side}
              letters={[baseline.letter, other.letter]}
              domains={corpus.domains}
              cursor={row}
              onCursor={open}
              onOpen={open}
            />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Margins figures={figures} side={side} names={[baseline.name, other.name]} />
          <SideDomains pair={pair} side={side} domains={corpus.domains} />
        </div>
      </div>
      {place !== null && detail.data !== undefined && (
        <ChangedReader
          {...{ baseline, other, pair, side }}
          versionId={corpus.versionId}
          statistics={detail.data.statistics}
          row={place}
          changed={rows.rowAt(place)}
          onRow={open}
          onSide={turn}
          onClose={() => change({ row: null })}
        />
      )}
      {row !== null && detail.isError && (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} className="m-3" />
      )}
    </>
  );
}

function sideSentence(side: Side, { documents, tokens }: SideFigures, baseline: Face, other: Face): string {
  const amount = `${formatPlural(documents, "document")}, ${formatTokens(tokens)} tokens`;
  switch (side) {
    case "gained":
      return `${amount} that ${other.letter} takes and ${baseline.letter} does not`;
    case "lost":
      return `${amount} that ${baseline.letter} takes and ${other.letter} does not`;
    case "kept":
      return `${amount} that both take`;
  }
}

const FIRST_WIDTH = 320;

interface MarginsProps {
  readonly figures: SideFigures;
  readonly side: Side;
  readonly names: readonly [string, string];
}

function Margins({ figures, side, names }: MarginsProps) {
  const [width, attach] = useWidth(FIRST_WIDTH);
  const { margins } = figures;
  const drawing = useMemo(
    () =>
      drawCounts({
        counts: margins.counts,
        colour: SIDE_LOOKS[side].colour,
        ends: ["0", `${marginText(margins.top)} and more`],
        axis: "margin",
        width,
      }),
    [margins, side, width],
  );
  return (
    <ChartBlock
      label="Margins"
      title={side === "kept" ? "How safely they are in both" : "How clearly they changed"}
      detail={`documents by margin${margins.none === 0 ? "" : `; ${formatPlural(margins.none, "document")} without one`}`}
      chart={() => marginsChart(figures, side, names)}
    >
      <div ref={attach}>
        <ReadableDrawing
          label={`Margins of the documents ${side}`}
          drawing={drawing}
          sentence={(bin) => marginSentence(figures, bin)}
          hint="Left: just across the threshold."
        />
      </div>
    </ChartBlock>
  );
}
