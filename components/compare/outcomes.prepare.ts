import type { Curve } from "@/components/charts/curve-chart.prepare";
import type { CurveKind } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import type { OutcomeGroup, RunOutcome, Spread } from "@/core/comparison/outcomes";
import { ownValue } from "@/core/own-value";
import { itemKey } from "@/core/comparison/item";

/** Runs of one item that may be compared with the others of its field. */
export interface FacedGroup {
  readonly face: Face;
  readonly group: OutcomeGroup;
}

/** Groups that are one scale: trained alike, measured alike. */
export interface OutcomeField {
  readonly key: string;
  readonly settings: string;
  readonly metricVersion: string;
  /** In the order of the faces. */
  readonly groups: readonly FacedGroup[];
}

/** Groups kept apart where their settings or their metric differ; the field with most items first. */
export function outcomeFields(groups: readonly OutcomeGroup[], faces: readonly Face[]): OutcomeField[] {
  const faceOf = new Map(faces.map((face) => [face.key, face]));
  const fields = new Map<string, { first: OutcomeGroup; groups: FacedGroup[] }>();
  for (const group of groups) {
    const face = faceOf.get(itemKey(group.item));
    if (face === undefined) continue;
    const key = `${group.settingsKey} ${group.metricVersion}`;
    const field = fields.get(key) ?? { first: group, groups: [] };
    field.groups.push({ face, group });
    fields.set(key, field);
  }
  const place = new Map(faces.map(({ key }, at) => [key, at]));
  return [...fields]
    .map(([key, { first, groups: all }]) => ({
      key,
      settings: first.settings,
      metricVersion: first.metricVersion,
      groups: all.toSorted((a, b) => (place.get(a.face.key) ?? 0) - (place.get(b.face.key) ?? 0)),
    }))
    .toSorted((a, b) => b.groups.length - a.groups.length);
}

/** Domains that any run was validated on, by name. */
export const outcomeDomains = (groups: readonly OutcomeGroup[]): string[] =>
  [
    ...new Set(
      groups.flatMap(({ runs }) =>
        runs.flatMap(({ validation }) => validation.flatMap(({ byDomain }) => Object.keys(byDomain))),
      ),
    ),
  ].sort();

/** What is drawn: a kind of curve, of one domain where it is that kind. */
export interface CurvesWanted {
  readonly kind: CurveKind;
  readonly domain: string | null;
}

/** A curve for each run, in the colour of its item. */
export const outcomeCurves = ({ groups }: OutcomeField, wanted: CurvesWanted): Curve[] =>
  groups.flatMap(({ face, group }) =>
    group.runs.map((run) => ({
      id: `${face.key} ${run.runId}`,
      label:
        group.runs.length === 1 ? `${face.letter} ${face.name}` : `${face.letter} seed ${String(run.seed)}`,
      colour: face.colour,
      dots: wanted.kind !== "train",
      points: pointsOf(run, wanted),
    })),
  );

function pointsOf({ train, validation }: RunOutcome, { kind, domain }: CurvesWanted): Curve["points"] {
  if (kind === "train") return train.map(({ tokens, loss }) => ({ x: tokens, y: loss }));
  if (kind === "validation") return validation.map(({ tokens, loss }) => ({ x: tokens, y: loss }));
  return validation.map(({ tokens, byDomain }) => ({
    x: tokens,
    y: domain === null ? null : (ownValue(byDomain, domain) ?? null),
  }));
}

/** What a field is compared by under a kind of curve. */
export function spreadOf(group: OutcomeGroup, { kind, domain }: CurvesWanted): Spread | null {
  if (kind === "train") return group.train;
  if (kind === "validation") return group.validation;
  return domain === null ? null : (ownValue(group.validationByDomain, domain) ?? null);
}

/** "B ends lowest: 5.812, 0.031 below A", a sentence without a full stop. */
export function fieldTitle({ groups }: OutcomeField, wanted: CurvesWanted): string {
  const ended = groups.flatMap(({ face, group }) => {
    const spread = spreadOf(group, wanted);
    return spread === null ? [] : [{ face, mean: spread.mean }];
  });
  const what =
    wanted.kind === "train"
      ? "Training loss"
      : wanted.kind === "validation"
        ? "Validation loss"
        : `Loss on ${wanted.domain ?? ""}`;
  const lowest = ended.reduce<(typeof ended)[number] | null>(
    (best, one) => (best === null || one.mean < best.mean ? one : best),
    null,
  );
  if (lowest === null || ended.length < 2) return what;
  const [first] = ended;
  const gap = first === undefined || first.face.key === lowest.face.key ? null : first.mean - lowest.mean;
  return `${what}: ${lowest.face.letter} ends lowest at ${lowest.mean.toFixed(3)}${gap === null ? "" : `, ${gap.toFixed(3)} below ${first?.face.letter ?? ""}`}`;
}

/** "5.812 ± 0.004", "5.812" for a single run. */
export const spreadText = (spread: Spread | null): string =>
  spread === null
    ? "none"
    : spread.sd === null
      ? spread.mean.toFixed(3)
      : `${spread.mean.toFixed(3)} ± ${spread.sd.toFixed(3)}`;
