import { z } from "zod";
import { checkBounds, WHOLE, type WeightBound } from "@/core/campaign/weight-bounds";
import { StudioError } from "@/core/errors";
import type { MatchedRuns } from "@/core/learning/match-runs";

/** Weight vectors that a search may propose, one number a column; vectors sum to 1. */
export interface WeightSpace {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly prior: readonly number[] | null;
  /** The greatest share of the weight that may be moved away from the prior, 0 to 1. */
  readonly radius: number | null;
}

const part = z.number().min(0).max(1);
/** By column; a column without an end, or not named, is free there. */
export const boundsSchema = z.record(
  z.string(),
  z
    .strictObject({ min: part.default(0), max: part.default(1) })
    .refine(({ min, max }) => min <= max, "min is above max"),
);
/** By column; one that is not named has no weight. Scaled to sum to 1. */
export const priorSchema = z.record(z.string(), z.number().min(0));

interface Wishes {
  readonly bounds: z.output<typeof boundsSchema>;
  readonly prior: z.output<typeof priorSchema> | null;
  readonly radius: number | null;
}

/**
 * The space that bounds, a prior and a radius leave.
 * @throws StudioError `invalid-input` that names a column that is not there, bounds that leave no room, a prior outside them
 */
export function weightSpace(columns: readonly string[], { bounds, prior, radius }: Wishes): WeightSpace {
  requireKnown(Object.keys(bounds), columns, "--bounds");
  requireKnown(Object.keys(prior ?? {}), columns, "--prior");
  const ends = columns.map((column): WeightBound => {
    const { min = 0, max = 1 } = bounds[column] ?? {};
    return { min: Math.round(min * WHOLE), max: Math.round(max * WHOLE) };
  });
  checkBounds(ends);
  if (radius !== null && prior === null)
    throw wrong("--radius is the distance to a prior, and there is none.", "Give one by --prior.");
  return {
    low: ends.map(({ min }) => min / WHOLE),
    high: ends.map(({ max }) => max / WHOLE),
    prior: prior === null ? null : scaledPrior(columns, prior, ends),
    radius,
  };
}

function requireKnown(names: readonly string[], columns: readonly string[], option: string): void {
  const strange = names.find((name) => !columns.includes(name));
  if (strange !== undefined)
    throw wrong(
      `${option} names "${strange}", which is no column of weights.`,
      `There are: ${columns.join(", ")}.`,
    );
}

function scaledPrior(
  columns: readonly string[],
  prior: Readonly<Record<string, number>>,
  ends: readonly WeightBound[],
): number[] {
  const total = Object.values(prior).reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw wrong("Every weight of --prior is 0.", "Give some of them a weight.");
  return columns.map((column, at) => {
    const weight = (prior[column] ?? 0) / total;
    const { min, max } = ends[at] ?? { min: 0, max: WHOLE };
    if (weight * WHOLE >= min - 1 && weight * WHOLE <= max + 1) return weight;
    throw wrong(
      `--prior gives "${column}" ${weight.toFixed(6)}, outside its bounds of ${String(min / WHOLE)} to ${String(max / WHOLE)}.`,
      "Widen the bounds or choose another prior.",
    );
  });
}

/** How far a sum may be from 1: published vectors are rounded to three decimals. */
const ROUNDING = 0.01;

/** @throws StudioError `invalid-input` that names a run whose weights do not sum to 1 */
export function requireSharedOut({ ids, weights }: MatchedRuns): void {
  for (const [at, row] of weights.entries()) {
    const total = row.reduce((sum, weight) => sum + weight, 0);
    if (Math.abs(total - 1) <= ROUNDING) continue;
    throw wrong(
      `The weights of run "${ids[at] ?? ""}" sum to ${String(Number(total.toFixed(6)))}.`,
      "To search for weights, or to propose runs, those of every run must sum to 1.",
    );
  }
}

const wrong = (message: string, way: string): StudioError => new StudioError("invalid-input", message, way);
