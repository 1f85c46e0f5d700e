import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import type { ProxyRole } from "@/core/campaign/proxy-roles";
import { priorOf, recipeVector, spreadVector, type WeightVector } from "@/core/campaign/proxy-weights";
import { sampleWeights, type Sampling } from "@/core/campaign/sample-weights";
import { FREE, WHOLE, type WeightBound } from "@/core/campaign/weight-bounds";
import { StudioError } from "@/core/errors";
import { raterOf, type RaterId } from "@/core/raters";
import { sharedOut } from "@/core/recipe-edit";

/** A proxy before it has a selection. */
export interface PlannedProxy {
  readonly role: ProxyRole;
  readonly weights: WeightVector;
  /** Of its training. */
  readonly seed: number;
}

const SEEDS = 2 ** 32;

/** Held-out vectors are of another sequence, so that more draws never repeat one. */
const HELD_OUT_SEED = 1;

/**
 * The proxies a campaign begins with: its draws, then its checks.
 * @param present raters that the corpus has; the others keep weight 0
 * @throws StudioError `invalid-input` for bounds that leave no room or name a rater the corpus lacks, and for a prior without weight
 */
export function drawProxies(settings: CampaignSettings, present: readonly RaterId[]): PlannedProxy[] {
  return [...drawMore(settings, present, 0, settings.proxies), ...checkProxies(settings, present)];
}

/** Draws `count` proxies of a campaign after the first `from`. */
export function drawMore(
  settings: CampaignSettings,
  present: readonly RaterId[],
  from: number,
  count: number,
): PlannedProxy[] {
  return vectors(settings, present, from + count, settings.seed)
    .slice(from)
    .map((weights) => ({ role: "draw", weights, seed: settings.train.seed }));
}

/** A vector trained with each of the seeds of the checks. */
export const withSeeds = (
  role: ProxyRole,
  weights: WeightVector,
  { train, checks }: Pick<CampaignSettings, "train" | "checks">,
): PlannedProxy[] =>
  Array.from({ length: checks.seeds }, (_, at) => ({ role, weights, seed: (train.seed + at) % SEEDS }));

/** Seed by which a proxy draws documents at random: each of several trainings draws its own, for one draw says little of chance. */
export const drawSeed = (
  { seed, train }: Pick<CampaignSettings, "seed" | "train">,
  trained: number,
): number => (seed + trained - train.seed + SEEDS) % SEEDS;

function checkProxies(settings: CampaignSettings, present: readonly RaterId[]): PlannedProxy[] {
  const { checks, train } = settings;
  const heldOut = vectors(settings, present, checks.heldOut, settings.seed + HELD_OUT_SEED);
  return [
    ...heldOut.map((weights): PlannedProxy => ({ role: "held-out", weights, seed: train.seed })),
    ...yardsticks(settings, present),
  ];
}

/** What learned weights are compared with, each with every seed of the checks. */
export function yardsticks(
  settings: Pick<CampaignSettings, "checks" | "train">,
  present: readonly RaterId[],
): PlannedProxy[] {
  const { checks } = settings;
  const equal = recipeVector({ weights: sharedOut(present, () => 1) });
  const published = recipeVector({ weights: sharedOut(present, (rater) => raterOf(rater).publishedWeight) });
  return [
    ...(checks.uniform ? withSeeds("uniform", equal, settings) : []),
    ...(checks.random ? withSeeds("random", equal, settings) : []),
    ...(checks.published ? withSeeds("published", published, settings) : []),
  ];
}

function vectors(
  settings: CampaignSettings,
  present: readonly RaterId[],
  count: number,
  seed: number,
): WeightVector[] {
  const bounds = presentBounds(settings, present);
  return sampleWeights(samplingOf(settings, present), bounds, count, seed).map((weights) =>
    spreadVector(weights, present),
  );
}

/** Bounds of the raters a corpus has, in their order, in millionths. */
export function presentBounds(
  { bounds }: Pick<CampaignSettings, "bounds">,
  present: readonly RaterId[],
): WeightBound[] {
  const absent = (Object.keys(bounds) as RaterId[]).find((rater) => !present.includes(rater));
  if (absent !== undefined)
    throw new StudioError(
      "invalid-input",
      `${raterOf(absent).label} is bounded, but no document of the corpus has this rater.`,
      "Take its bounds away.",
    );
  return present.map((rater) => {
    const bound = bounds[rater];
    return bound === undefined
      ? FREE
      : { min: Math.round(bound.min * WHOLE), max: Math.round(bound.max * WHOLE) };
  });
}

function samplingOf({ sampling, base }: CampaignSettings, present: readonly RaterId[]): Sampling {
  if (sampling.kind !== "around") return sampling;
  const prior = priorOf(base, present);
  if (prior !== null) return { kind: "around", prior, concentration: sampling.concentration };
  throw new StudioError(
    "invalid-input",
    "The weights are to be drawn around those of the base recipe, but it has none on a rater of this corpus.",
    "Choose another base recipe, or draw evenly.",
  );
}
