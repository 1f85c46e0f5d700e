"use client";

import { useMemo } from "react";
import { DomainMark } from "@/components/charts/domain-mark";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { useWidth } from "@/components/charts/use-width";
import { ChartBlock } from "@/components/compare/chart-block";
import type { Measure } from "@/components/compare/compare-address";
import { FaceMark } from "@/components/compare/face-mark";
import { PairedTable } from "@/components/compare/paired-table";
import { FigureForReport } from "@/components/compare/report-figures";
import { sizesTable } from "@/components/compare/report-tables";
import {
  domainsChart,
  drawnRegions,
  lengthsChart,
  lengthsDrawing,
  overlapChart,
  overlapDrawing,
  profilesChart,
  profilesDrawing,
  upsetChart,
  upsetDrawing,
  type FacedSets,
} from "@/components/compare/set-charts";
import {
  domainRows,
  lengthBins,
  lengthSentence,
  overlapSentence,
  profileRows,
  profileSentence,
  regionSentence,
} from "@/components/compare/sets.prepare";
import {
  domainsTitle,
  lengthsTitle,
  overlapTitle,
  profilesTitle,
  upsetTitle,
} from "@/components/compare/set-titles";
import { SizesTable } from "@/components/compare/sizes-table";
import { formatSigned } from "@/components/ui/format";
import { useNarrow } from "@/components/ui/use-narrow";

interface SetsProps extends FacedSets {
  readonly measure: Measure;
}

interface SetPanelsProps extends SetsProps {
  /** A cell of two sets was picked. */
  readonly onPair: (a: number, b: number) => void;
}

/** Sets beside each other: how large, what they share, what they are made of. */
export const SetPanels = ({ onPair, ...sets }: SetPanelsProps) => {
  const { compared, faces } = sets;
  return (
    <div className="divide-y">
      <div className="overflow-x-auto">
        <FigureForReport figure={() => sizesTable({ compared, faces })} />
        <SizesTable compared={compared} faces={faces} />
        <Empty compared={compared} faces={faces} />
      </div>
      {faces.length > 1 && (
        <div className="grid gap-x-8 gap-y-6 p-3 pt-4 lg:grid-cols-[auto_minmax(0,1fr)]">
          <Overlap {...sets} onPair={onPair} />
          {faces.length > 2 && <Upset {...sets} />}
        </div>
      )}
      <Domains {...sets} />
      <div className="grid gap-x-8 gap-y-6 p-3 pt-4 lg:grid-cols-2">
        <Profiles {...sets} />
        <Lengths {...sets} />
      </div>
    </div>
  );
};

/** Why some select nothing. */
const Empty = ({ compared, faces }: FacedSets) =>
  compared.sets.map(({ nothing }, place) => {
    const face = faces[place];
    return nothing === null || face === undefined ? null : (
      <p key={face.key} className="border-t px-3 py-1.5 text-xs text-warning">
        {face.letter} selects nothing: {nothing.why} <span className="text-muted">{nothing.way}</span>
      </p>
    );
  });

function Overlap(sets: SetPanelsProps) {
  const { compared, faces, measure, onPair } = sets;
  const drawing = useMemo(() => overlapDrawing({ compared, faces }, measure), [compared, faces, measure]);
  const pairOf = (place: number) => [Math.floor(place / faces.length), place % faces.length] as const;
  return (
    <ChartBlock
      label="Overlap"
      title={overlapTitle(sets)}
      detail={`% of the ${measure} of either that are in both (Jaccard)`}
      chart={() => overlapChart(sets, measure)}
    >
      <ReadableDrawing
        label={`Overlap of ${String(faces.length)} selections by ${measure}`}
        drawing={drawing}
        sentence={(place) => overlapSentence(compared, faces, pairOf(place), measure)}
        hint="Point at a cell or walk with the arrow keys; Enter shows what changes between the two."
        onPick={(place) => onPair(...pairOf(place))}
      />
    </ChartBlock>
  );
}

function Upset(sets: SetsProps) {
  const { compared, faces, measure } = sets;
  const regions = useMemo(() => drawnRegions(compared, measure), [compared, measure]);
  const narrow = useNarrow();
  const drawing = useMemo(
    () => upsetDrawing({ compared, faces }, measure, narrow),
    [compared, faces, measure, narrow],
  );
  const rest = compared.regions.length + compared.otherRegions.regions - regions.length;
  return (
    <ChartBlock
      label="Regions"
      title={upsetTitle(sets)}
      detail={`${measure} by the selections they are in${rest === 0 ? "" : `; the largest ${String(regions.length)} of ${String(regions.length + rest)} regions`}`}
      chart={() => upsetChart(sets, measure)}
    >
      <ReadableDrawing
        label={`${measure === "documents" ? "Documents" : "Tokens"} by the selections they are in`}
        drawing={drawing}
        sentence={(place) => {
          const region = regions[place];
          return region === undefined ? "" : regionSentence(region, faces, measure);
        }}
        hint={
          regions[0] === undefined
            ? "Nothing is selected."
            : `Largest: ${regionSentence(regions[0], faces, measure)}`
        }
      />
    </ChartBlock>
  );
}

function Domains(sets: SetsProps) {
  const { compared, faces, measure } = sets;
  const rows = useMemo(() => domainRows(compared, measure), [compared, measure]);
  return (
    <div className="py-3">
      <div className="px-3">
        <ChartBlock
          label="Domains"
          title={domainsTitle(sets)}
          detail={`% of the ${measure} of each selection, change in percentage points`}
          chart={() => domainsChart(sets, measure)}
        >
          {null}
        </ChartBlock>
      </div>
      <PairedTable
        caption={`Domains by ${measure}, against the baseline`}
        head="Domain"
        beforeHead="corpus"
        faces={faces}
        rows={rows.map(({ domain, code, ofCorpus, shares }) => ({
          key: domain,
          name: <DomainMark domain={domain} index={code} />,
          before: (100 * ofCorpus).toFixed(1),
          cells: shares.map(({ share, length }) => {
            const change = 100 * (share - (shares[0]?.share ?? 0));
            return {
              length,
              text: (100 * share).toFixed(1),
              delta: change === 0 ? null : formatSigned(change),
            };
          }),
        }))}
      />
    </div>
  );
}

const FIRST_WIDTH = 480;

function Profiles(sets: SetsProps) {
  const { compared, faces } = sets;
  const [width, attach] = useWidth(FIRST_WIDTH);
  const rows = useMemo(() => profileRows(compared), [compared]);
  const drawing = useMemo(() => profilesDrawing({ compared, faces }, width), [compared, faces, width]);
  return (
    <ChartBlock
      label="Raters"
      title={profilesTitle(sets)}
      detail="mean of the selected documents, in standard deviations from the mean of the corpus"
      chart={() => profilesChart(sets)}
    >
      <Legend faces={faces} />
      <div ref={attach}>
        <ReadableDrawing
          label="Means of the raters"
          drawing={drawing}
          sentence={(place) => {
            const row = rows[place];
            return row === undefined ? "" : profileSentence(row, faces);
          }}
          hint="0 is the mean of the corpus; what differs most stands first."
        />
      </div>
    </ChartBlock>
  );
}

function Lengths(sets: SetsProps) {
  const { compared, faces } = sets;
  const [width, attach] = useWidth(FIRST_WIDTH);
  const bins = useMemo(() => lengthBins(compared), [compared]);
  const drawing = useMemo(() => lengthsDrawing({ compared, faces }, width), [compared, faces, width]);
  return (
    <ChartBlock
      label="Lengths"
      title={lengthsTitle(sets)}
      detail="% of documents by their length in tokens, the corpus in grey"
      chart={() => lengthsChart(sets)}
    >
      <Legend faces={faces} />
      <div ref={attach}>
        <ReadableDrawing
          label="Lengths of the documents"
          drawing={drawing}
          sentence={(bin) => lengthSentence(bins, compared.lengthEdges, faces, bin)}
          hint="Point at a length or walk with the arrow keys."
        />
      </div>
    </ChartBlock>
  );
}

const Legend = ({ faces }: Pick<FacedSets, "faces">) => (
  <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-0.5 pb-2 text-xs text-muted">
    {faces.map((face) => (
      <li key={face.key} className="min-w-0 max-w-full">
        <FaceMark face={face} className="max-w-60" />
      </li>
    ))}
  </ul>
);
