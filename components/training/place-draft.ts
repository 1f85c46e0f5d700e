import {
  adjustResources,
  type ClusterResources,
  type ClusterTemplate,
  type ResourceChanges,
} from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import type { BackendSummary } from "@/server/services/backend/list";

/** Where a training that is not submitted yet is to run. */
export interface PlaceDraft {
  readonly backend: BackendSummary;
  /** Null on this machine. */
  readonly template: ClusterTemplate | null;
  readonly changes: ResourceChanges;
}

/** A place as it is offered, with nothing changed; every cluster has a template. */
export const placeAt = (backend: BackendSummary, template = backend.templates[0] ?? null): PlaceDraft => ({
  backend,
  template,
  changes: {},
});

export type PlannedPlace =
  | { readonly resources: ClusterResources | null; readonly fault: null }
  | { readonly resources: null; readonly fault: string };

/** What the place gives the training, or what is wrong with the changes in words; null on this machine. */
export function planPlace({ template, changes }: Pick<PlaceDraft, "template" | "changes">): PlannedPlace {
  if (template === null) return { resources: null, fault: null };
  try {
    return { resources: adjustResources(template, changes), fault: null };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return { resources: null, fault: [error.message, error.way].filter(Boolean).join(" ") };
  }
}
