import type { Curve } from "@/components/charts/curve-chart.prepare";
import { domainColour } from "@/components/charts/domain-colour";
import { formatLoss } from "@/components/runs/run-figures";
import { formatCount } from "@/components/ui/format";
import { ownValue } from "@/core/own-value";
import type { RunCurves, ValidationPoint } from "@/core/training-events";

/** Training and validation loss by step. */
export const lossCurves = ({ train, validation }: Pick<RunCurves, "train" | "validation">): Curve[] => [
  {
    id: "train",
    label: "training",
    colour: "var(--color-control)",
    points: train.map(({ step, loss }) => ({ x: step, y: loss })),
  },
  {
    id: "validation",
    label: "validation",
    colour: "var(--color-accent)",
    dots: true,
    points: validation.map(({ step, loss }) => ({ x: step, y: loss })),
  },
];

/** What the curves show, as a sentence without a full stop. */
export function lossSentence({ train, validation }: Pick<RunCurves, "train" | "validation">): string {
  const finite = validation.flatMap(({ step, loss }) => (loss === null ? [] : [{ step, loss }]));
  const last = finite.at(-1);
  if (last !== undefined) {
    const best = finite.reduce((low, point) => (point.loss < low.loss ? point : low), last);
    const now = `Validation at ${formatLoss(last.loss)} after step ${formatCount(last.step)}`;
    return best.step === last.step
      ? `${now}, the lowest so far`
      : `${now}, lowest ${formatLoss(best.loss)} after step ${formatCount(best.step)}`;
  }
  const first = train.find(({ loss }) => loss !== null)?.loss ?? null;
  const newest = train.findLast(({ loss }) => loss !== null)?.loss ?? null;
  return first === null || newest === null
    ? "Nothing measured yet"
    : `Training from ${formatLoss(first)} to ${formatLoss(newest)}`;
}

/** What the axis of a loss says. */
export const LOSS_UNIT = "Cross-entropy in nats a token";

/** Validation loss by step, a curve for each domain. */
export function domainCurves(validation: readonly ValidationPoint[]): Curve[] {
  const domains = [...new Set(validation.flatMap(({ byDomain }) => Object.keys(byDomain)))].sort();
  return domains.map((domain, index) => ({
    id: domain,
    label: domain,
    colour: domainColour(index),
    dots: true,
    points: validation.map(({ step, byDomain }) => ({ x: step, y: ownValue(byDomain, domain) ?? null })),
  }));
}

export interface DomainLoss {
  readonly domain: string;
  readonly loss: number | null;
  /** Against the first validation of the run; null where either is missing. */
  readonly change: number | null;
  readonly curve: readonly number[];
}

/** The newest validation loss of each domain, by name. */
export function domainLosses(validation: readonly ValidationPoint[]): DomainLoss[] {
  const last = validation.at(-1);
  if (last === undefined) return [];
  return Object.keys(last.byDomain)
    .sort()
    .map((domain) => {
      const curve = validation.flatMap(({ byDomain }) => ownValue(byDomain, domain) ?? []);
      const loss = ownValue(last.byDomain, domain) ?? null;
      const first = curve[0];
      return {
        domain,
        loss,
        change: loss === null || first === undefined || curve.length < 2 ? null : loss - first,
        curve,
      };
    });
}
