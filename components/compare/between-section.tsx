"use client";

import Link from "next/link";
import { useMemo } from "react";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import type { CountedCorpus } from "@/components/compare/changed-section";
import { ChartBlock } from "@/components/compare/chart-block";
import type { CompareAddress } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import type { ChangeAddress } from "@/components/compare/use-compare-address";
import { useWay } from "@/components/compare/use-way";
import { wayChart, wayDrawing, type CountedWay } from "@/components/compare/way-chart";
import { isCounted, pointAt, waySentence, WAY_STEPS } from "@/components/compare/way.prepare";
import { WorkLine } from "@/components/compare/work-line";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Slider } from "@/components/ui/slider";
import type { Waypoint } from "@/core/comparison/between";
import { betweenHindrance } from "@/core/comparison/mix-recipes";
import { recipeQuery } from "@/core/recipe-url";

interface BetweenSectionProps {
  readonly corpus: CountedCorpus;
  /** Those whose documents can be compared, the baseline first; at least two. */
  readonly faces: readonly Face[];
  readonly address: Pick<CompareAddress, "from" | "to" | "at">;
  readonly change: ChangeAddress;
}

/** The mixture on the way from one recipe to another. */
export function BetweenSection({ corpus, faces, address, change }: BetweenSectionProps) {
  const first = faces.find(({ key }) => key === address.from) ?? faces[0];
  const second =
    faces.find(({ key }) => key === address.to && key !== first?.key) ??
    faces.find(({ key }) => key !== first?.key);
  if (first === undefined || second === undefined) return null;
  const hindrance = betweenHindrance(first.item.recipe, second.item.recipe);
  const options = faces.map(({ key, letter, name }) => ({ value: key, label: `${letter} ${name}` }));
  return (
    <Panel
      flush
      title="Between two recipes"
      aside={
        faces.length > 2 && (
          <>
            <Select
              aria-label="From"
              value={first.key}
              options={options}
              onValue={(from) => change({ from, ...(from === second.key ? { to: first.key } : {}) })}
              className="max-w-44"
            />
            <span className="text-xs text-muted">to</span>
            <Select
              aria-label="To"
              value={second.key}
              options={options.filter(({ value }) => value !== first.key)}
              onValue={(to) => change({ from: first.key, to })}
              className="max-w-44"
            />
          </>
        )
      }
    >
      {hindrance !== null ? (
        <p className="p-3 text-sm text-muted">
          There is no way between them. {hindrance} Choose two that differ in weights and budget only, or make
          them so in the mixer.
        </p>
      ) : (
        <Way key={`${first.key} ${second.key}`} {...{ corpus, first, second, change }} at={address.at} />
      )}
    </Panel>
  );
}

interface WayProps {
  readonly corpus: CountedCorpus;
  readonly first: Face;
  readonly second: Face;
  readonly at: number;
  readonly change: ChangeAddress;
}

const NO_POINTS: readonly Waypoint[] = [];

function Way({ corpus, first, second, at, change }: WayProps) {
  const work = useWay({ versionId: corpus.versionId, first: first.item.ref, second: second.item.ref });
  const points = (work.current ? work.result : work.progress?.waypoints) ?? NO_POINTS;
  const place = Math.round(at * WAY_STEPS) / WAY_STEPS;
  const point = pointAt(points, place);
  const way = { first, second, points, domains: corpus.domains, at: place };
  return (
    <>
      <WorkLine work={work} title="Counting the places on the way" unit="places" />
      {point === null ? (
        work.working && <SkeletonRows rows={6} />
      ) : (
        <div className="grid gap-x-8 gap-y-5 p-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,300px)]">
          <Picture way={way} onPlace={(next) => change({ at: next })} />
          <Place corpus={corpus} way={way} point={point} counted={isCounted(points, place)} />
        </div>
      )}
    </>
  );
}

const FIRST_WIDTH = 640;

function Picture({ way, onPlace }: { readonly way: CountedWay; readonly onPlace: (at: number) => void }) {
  const { first, second, points, domains, at } = way;
  const [width, attach] = useWidth(FIRST_WIDTH);
  const drawing = useMemo(
    () => wayDrawing({ first, second, points, domains, at }, width),
    [first, second, points, domains, at, width],
  );
  const ordered = useMemo(() => points.toSorted((a, b) => a.at - b.at), [points]);
  return (
    <ChartBlock
      label="Between"
      title={`From ${first.letter} ${first.name} to ${second.letter} ${second.name}`}
      detail="% of tokens by domain along the way"
      chart={() => wayChart(way)}
    >
      <div ref={attach}>
        <Slider
          label="Place on the way"
          value={at}
          min={0}
          max={1}
          step={1 / WAY_STEPS}
          valueText={`${formatPercent(at, 0)} of the way from ${first.name} to ${second.name}`}
          onValue={onPlace}
          className="mr-33 ml-10"
        />
        <ReadableDrawing
          label="Mixture along the way"
          drawing={drawing}
          sentence={(index) => {
            const point = ordered[index];
            return point === undefined ? "" : waySentence(point);
          }}
          hint="Drag the slider, or point at a place of the way."
          onPick={(index) => {
            const point = ordered[index];
            if (point !== undefined) onPlace(point.at);
          }}
        />
      </div>
    </ChartBlock>
  );
}

interface PlaceProps {
  readonly corpus: CountedCorpus;
  readonly way: CountedWay;
  readonly point: Waypoint;
  /** Whether the place of the slider itself is counted. */
  readonly counted: boolean;
}

const Place = ({ corpus, way: { first, second, at }, point, counted }: PlaceProps) => (
  <div className="flex min-w-0 flex-col gap-4" role="group" aria-label="Figures at this place">
    <p className="flex items-center gap-2 text-sm font-semibold">
      <span>{formatPercent(counted ? at : point.at, 0)} of the way</span>
      {counted ? <Badge tone="good">exact</Badge> : <Badge>nearest place counted</Badge>}
    </p>
    <dl className="grid grid-cols-2 gap-4">
      <Figure label="Documents" value={formatCount(point.documents)} />
      <Figure label="Tokens" value={formatTokens(point.tokens)} detail={formatCount(point.tokens)} />
      <Figure
        label={`In common with ${first.letter}`}
        value={formatPercent(point.withFirst.byDocuments)}
        detail={`${formatPercent(point.withFirst.byTokens)} by tokens`}
      />
      <Figure
        label={`In common with ${second.letter}`}
        value={formatPercent(point.withSecond.byDocuments)}
        detail={`${formatPercent(point.withSecond.byTokens)} by tokens`}
      />
    </dl>
    <Button asChild className="self-start">
      <Link href={`/mixer/${corpus.corpusId}${recipeQuery(point.recipe)}&version=${String(corpus.number)}`}>
        Open in the mixer
      </Link>
    </Button>
  </div>
);
