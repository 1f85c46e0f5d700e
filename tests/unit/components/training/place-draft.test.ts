import { describe, expect, it } from "vitest";
import { placeAt, planPlace } from "@/components/training/place-draft";
import { slurmTemplateSchema } from "@/core/cluster-resources";

const template = slurmTemplateSchema.parse({
  name: "gpu1",
  partition: "gpu",
  nodes: 1,
  gpusPerNode: 4,
  cpusPerTask: 16,
  memory: "64G",
  time: "12:00:00",
  adjustable: { nodes: { min: 1, max: 4 } },
});
const here = { id: "local", kind: "local", label: "This machine", templates: [] } as const;
const lab = { id: "lab", kind: "slurm", label: "Laboratory", templates: [template] } as const;

describe("where a training is to run", () => {
  it("asks nothing of this machine", () => {
    expect(planPlace(placeAt(here))).toEqual({ resources: null, fault: null });
  });

  it("begins with the first template of a cluster and takes changes within its ranges", () => {
    const place = placeAt(lab);
    expect(planPlace(place)).toMatchObject({ resources: { nodes: 1, gpusPerNode: 4 }, fault: null });
    expect(planPlace({ ...place, changes: { nodes: 3 } })).toMatchObject({ resources: { nodes: 3 } });
  });

  it("says in words what is wrong with a change", () => {
    expect(planPlace({ ...placeAt(lab), changes: { nodes: 5 } })).toEqual({
      resources: null,
      fault: "nodes is 5. It may be 1 to 4.",
    });
  });
});
