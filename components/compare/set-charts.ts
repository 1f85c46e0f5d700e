import type { ExportedChart } from "@/core/exported-chart";
import { domainColour } from "@/components/charts/domain-colour";
import { drawBars } from "@/components/charts/draw-bars";
import { drawOverlap } from "@/components/charts/draw-overlap";
import { drawProfiles } from "@/components/charts/draw-profiles";
import { drawSteps } from "@/components/charts/draw-steps";
import { drawUpset } from "@/components/charts/draw-upset";
import type { Measure } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import {
  domainRows,
  exactText,
  jaccard,
  lengthBins,
  profileRows,
  regionsBy,
} from "@/components/compare/sets.prepare";
import { formatCount, formatPercent, formatSigned, formatTokens } from "@/components/ui/format";
import type { SetsCompared } from "@/core/comparison/set-figures";

/** Sets that have been counted and whose they are. */
export interface FacedSets {
  readonly compared: SetsCompared;
  /** In the order of the sets; the first is the baseline. */
  readonly faces: readonly Face[];
}

/** px of a picture that is taken away. */
const WIDTH = 720;
/** Regions that the UpSet picture has room for. */
const MOST_REGIONS = 24;

/** More are not read in a title. */
const MOST_NAMED = 8;
export const legend = (faces: readonly Face[]): string =>
  faces.length > MOST_NAMED
    ? `${String(faces.length)} selections`
    : faces.map(({ letter, name }) => `${letter} ${name}`).join(", ");
const amount = (measure: Measure) => (measure === "documents" ? formatCompact : formatTokens);
/** Thousands as figures do on an axis: 1,234 and 12.3 K. */
const formatCompact = (count: number): string => (count < 10_000 ? formatCount(count) : formatTokens(count));

export const overlapDrawing = ({ compared, faces }: FacedSets, measure: Measure) =>
  drawOverlap({
    names: faces.map(({ name }) => name),
    marks: faces.map(({ letter, colour }) => ({ text: letter, colour })),
    value: (a, b) => jaccard(compared, a, b, measure),
  });

export const overlapChart = (sets: FacedSets, measure: Measure): ExportedChart => ({
  title: `Overlap of ${legend(sets.faces)}`,
  subtitle: `% of the ${measure} of either that are in both (Jaccard), ${exactText(sets.compared)}`,
  names: ["Comparison", `Overlap by ${measure}`],
  table: {
    columns: [
      { name: "first" },
      { name: "second" },
      { name: "in both", unit: "documents" },
      { name: "in both", unit: "tokens" },
      { name: "Jaccard by documents", unit: "%" },
      { name: "Jaccard by tokens", unit: "%" },
    ],
    rows: sets.faces.flatMap((first, a) =>
      sets.faces.flatMap((second, b) => {
        const both = sets.compared.common[a]?.[b];
        return b <= a || both === undefined
          ? []
          : [
              [
                ...[first.name, second.name, both.documents, both.tokens],
                ...(["documents", "tokens"] as const).map((by) => 100 * jaccard(sets.compared, a, b, by)),
              ],
            ];
      }),
    ),
  },
  drawing: overlapDrawing(sets, measure),
});

/** The regions that are drawn, largest first. */
export const drawnRegions = ({ regions }: SetsCompared, measure: Measure) =>
  regionsBy(regions, measure).slice(0, MOST_REGIONS);

/** @param short leaves out the names of the sets */
export const upsetDrawing = ({ compared, faces }: FacedSets, measure: Measure, short = false) =>
  drawUpset({
    sets: faces.map(({ name, letter, colour }, place) => ({
      ...{ name, letter, colour },
      size: compared.sets[place]?.[measure] ?? 0,
    })),
    regions: drawnRegions(compared, measure).map((region) => ({
      members: region.members,
      size: region[measure],
    })),
    format: amount(measure),
    short,
  });

export const upsetChart = (sets: FacedSets, measure: Measure): ExportedChart => {
  const { regions, otherRegions } = sets.compared;
  return {
    title: `What lies in exactly which of ${legend(sets.faces)}`,
    subtitle: `${measure} by the sets they are in, ${exactText(sets.compared)}`,
    names: ["Comparison", `Regions by ${measure}`],
    table: {
      columns: [{ name: "in exactly" }, { name: "documents" }, { name: "tokens" }],
      rows: [
        ...regionsBy(regions, measure).map(({ members, documents, tokens }) => [
          members.map((member) => sets.faces[member]?.name ?? "").join(" & "),
          documents,
          tokens,
        ]),
        ...(otherRegions.regions === 0
          ? []
          : [
              [
                `${formatCount(otherRegions.regions)} further regions`,
                otherRegions.documents,
                otherRegions.tokens,
              ],
            ]),
      ],
    },
    drawing: upsetDrawing(sets, measure),
  };
};

export const domainsChart = ({ compared, faces }: FacedSets, measure: Measure): ExportedChart => {
  const rows = domainRows(compared, measure);
  return {
    title: `Domains of ${legend(faces)}`,
    subtitle: `% of the ${measure} of each selection, ${exactText(compared)}`,
    names: ["Comparison", `Domains by ${measure}`],
    table: {
      columns: [
        { name: "domain" },
        { name: "corpus", unit: `% of ${measure}` },
        ...faces.map(({ name }) => ({ name, unit: `% of ${measure}` })),
      ],
      rows: rows.map(({ domain, ofCorpus, shares }) => [
        domain,
        100 * ofCorpus,
        ...shares.map(({ share }) => 100 * share),
      ]),
    },
    drawing: drawBars(
      rows.map(({ domain, code, shares }) => ({
        label: domain,
        colour: domainColour(code),
        bars: shares.map(({ length }, place) => ({ length, colour: faces[place]?.colour ?? "" })),
        cells: shares.map(({ share }) => (100 * share).toFixed(1)),
      })),
      faces.map(({ letter }) => letter),
    ),
  };
};

export const profilesDrawing = ({ compared, faces }: FacedSets, width: number) =>
  drawProfiles({
    rows: profileRows(compared),
    colours: faces.map(({ colour }) => colour),
    width,
    format: (value) => formatSigned(value, 1),
  });

export const profilesChart = (sets: FacedSets): ExportedChart => ({
  title: `Raters of ${legend(sets.faces)}`,
  subtitle: `Mean of the selected documents, in standard deviations from the mean of the corpus, ${exactText(sets.compared)}`,
  names: ["Comparison", "Raters"],
  table: {
    columns: [
      { name: "rater" },
      ...sets.faces.map(({ name }) => ({ name, unit: "sd from the corpus' mean" })),
    ],
    rows: profileRows(sets.compared).map(({ label, values }) => [label, ...values]),
  },
  drawing: profilesDrawing(sets, WIDTH),
});

/** px that the name of an edge needs. */
const EDGE = 52;

export function lengthsDrawing({ compared, faces }: FacedSets, width: number) {
  const { all, lines, ends } = lengthBins(compared);
  const every = Math.max(1, Math.ceil((EDGE * all.length) / Math.max(1, width - 60)));
  return drawSteps({
    all,
    lines: lines.map((shares, place) => ({ shares, colour: faces[place]?.colour ?? "" })).toReversed(),
    edges: ["", ...ends.map((end, bin) => ((bin + 1) % every === 0 ? formatTokens(end) : ""))].slice(
      0,
      all.length,
    ),
    width,
    format: (share) => formatPercent(share, 0),
  });
}

export const lengthsChart = (sets: FacedSets): ExportedChart => {
  const { all, lines, ends } = lengthBins(sets.compared);
  return {
    title: `Lengths of the documents of ${legend(sets.faces)}`,
    subtitle: `% of documents by tokens, the corpus in grey, ${exactText(sets.compared)}`,
    names: ["Comparison", "Lengths"],
    table: {
      columns: [
        { name: "at most", unit: "tokens" },
        { name: "corpus", unit: "% of documents" },
        ...sets.faces.map(({ name }) => ({ name, unit: "% of documents" })),
      ],
      rows: all.map((share, bin) => [
        ends[bin] ?? null,
        100 * share,
        ...lines.map((shares) => 100 * (shares[bin] ?? 0)),
      ]),
    },
    drawing: lengthsDrawing(sets, WIDTH),
  };
};
