import { campaignSettingsSchema, type CampaignSettings } from "@/core/campaign/campaign-settings";
import { drawProxies } from "@/core/campaign/draw-proxies";
import { PROXY_SHAPE, PROXY_TRAIN } from "@/core/campaign/proxy-model";
import { StudioError } from "@/core/errors";
import { shapeOf, type ModelId } from "@/core/models";
import type { RaterId } from "@/core/raters";
import { without } from "@/core/without";
import { checkTrainSettings, defaultTrainSettings } from "@/core/train-settings";
import type { PlaceDraft } from "@/components/training/place-draft";
import { planPlace } from "@/components/training/place-draft";
import { processesOf } from "@/core/cluster-resources";

export type Sampling = CampaignSettings["sampling"];

/** Another model brings the settings it is trained with. */
export const withModel = (settings: CampaignSettings, model: ModelId): CampaignSettings => {
  const rest = without(settings, "shape");
  return model === "custom"
    ? { ...rest, model, shape: settings.shape ?? PROXY_SHAPE, train: PROXY_TRAIN }
    : { ...rest, model, train: defaultTrainSettings(model) };
};

/** A way to draw, with what it takes unless somebody says otherwise. */
export function samplingOf(kind: Sampling["kind"]): Sampling {
  switch (kind) {
    case "dirichlet":
      return { kind, alpha: 1 };
    case "even":
      return { kind };
    case "around":
      return { kind, concentration: 50 };
  }
}

/** Bounds of a rater; without both ends it has none. */
export function withBound(
  settings: CampaignSettings,
  rater: RaterId,
  bound: { readonly min: number; readonly max: number } | null,
): CampaignSettings {
  const others = without(settings.bounds, rater);
  return { ...settings, bounds: bound === null ? others : { ...others, [rater]: bound } };
}

/** This machine trains one after the other. */
const ONE_HERE = 1;

/** The settings as they are submitted: where they train says how many processes there are. */
export function placedSettings(settings: CampaignSettings, place: PlaceDraft): CampaignSettings {
  const { resources } = planPlace(place);
  return {
    ...without(settings, "template", "changes"),
    backend: place.backend.id,
    ...(place.template === null
      ? { atOnce: ONE_HERE }
      : { template: place.template.name, changes: place.changes }),
    train: resources === null ? settings.train : { ...settings.train, processes: processesOf(resources) },
  };
}

/**
 * What is wrong with settings in words, as far as it can be told without the server; null where nothing is.
 * @param present raters that the corpus has
 */
export function draftFault(settings: CampaignSettings, present: readonly RaterId[]): string | null {
  const parsed = campaignSettingsSchema.safeParse(settings);
  if (!parsed.success)
    return parsed.error.issues
      .map(({ path, message }) => [...path.map(String), message].join(" "))
      .join("; ");
  try {
    checkTrainSettings(settings.train, shapeOf(settings.model, settings.shape));
    drawProxies({ ...settings, proxies: 1, checks: { ...settings.checks, heldOut: 0 } }, present);
    return null;
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return [error.message, error.way].filter(Boolean).join(" ");
  }
}
