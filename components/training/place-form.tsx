import { ResourceField } from "@/components/training/resource-field";
import { placeAt, planPlace, type PlaceDraft } from "@/components/training/place-draft";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ADJUSTABLE_FIELDS, templateValue, type ClusterResources } from "@/core/cluster-resources";
import type { BackendSummary } from "@/server/services/backend/list";

interface PlaceFormProps {
  readonly backends: readonly BackendSummary[];
  readonly place: PlaceDraft;
  readonly onPlace: (place: PlaceDraft) => void;
}

/** Where to train, and on a cluster with how much of it, as far as the template lets it be changed. */
export function PlaceForm({ backends, place, onPlace }: PlaceFormProps) {
  const { backend, template, changes } = place;
  const { resources, fault } = planPlace(place);
  return (
    <fieldset className="space-y-2">
      <legend className="sr-only">Where to train</legend>
      <div className="grid grid-cols-2 gap-2">
        <Field label="Train on">
          {(control) => (
            <Select
              {...control}
              value={backend.id}
              options={backends.map(({ id, label }) => ({ value: id, label }))}
              onValue={(id) => onPlace(placeAt(backends.find((one) => one.id === id) ?? backend))}
            />
          )}
        </Field>
        {template !== null && (
          <Field label="Template">
            {(control) => (
              <Select
                {...control}
                value={template.name}
                options={backend.templates.map(({ name }) => ({ value: name, label: name }))}
                onValue={(name) =>
                  onPlace(
                    placeAt(
                      backend,
                      backend.templates.find((one) => one.name === name),
                    ),
                  )
                }
              />
            )}
          </Field>
        )}
      </div>
      {template !== null && (
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {ADJUSTABLE_FIELDS.filter((field) => template.adjustable[field] !== undefined).map((field) => (
            <ResourceField
              key={field}
              field={field}
              template={template}
              value={changes[field] ?? templateValue(template, field) ?? ""}
              onValue={(value) => onPlace({ ...place, changes: { ...changes, [field]: value } })}
            />
          ))}
        </div>
      )}
      {fault !== null && <ErrorState error={{ message: fault }} />}
      {resources !== null && <p className="text-xs text-muted">{inWords(resources)}</p>}
    </fieldset>
  );
}

const counted = (count: number, thing: string): string =>
  `${String(count)} ${thing}${count === 1 ? "" : "s"}`;

/** "2 nodes, each with 4 GPUs, 32 CPUs and 128G of memory, for at most 12:00:00" */
function inWords(resources: ClusterResources): string {
  const { nodes, gpusPerNode, cpusPerTask, memory } = resources;
  const gpus = gpusPerNode === 0 ? "" : `${counted(gpusPerNode, "GPU")}, `;
  const each = nodes === 1 ? "with" : "each with";
  const machines = `${counted(nodes, "node")}, ${each} ${gpus}${counted(cpusPerTask, "CPU")} and ${memory} of memory`;
  return "time" in resources
    ? `${machines}, for at most ${resources.time} at a time; it goes on from its checkpoint after that.`
    : `${machines}, for as long as it takes.`;
}
