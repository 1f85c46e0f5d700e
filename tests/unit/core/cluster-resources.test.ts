import { describe, expect, it } from "vitest";
import {
  adjustResources,
  amountOf,
  clusterResourcesSchema,
  processesOf,
  rayTemplateSchema,
  slurmTemplateSchema,
  templateValue,
} from "@/core/cluster-resources";

const resources = {
  partition: "gpu",
  nodes: 1,
  gpusPerNode: 8,
  cpusPerTask: 16,
  memory: "64G",
  time: "12:00:00",
  options: { exclusive: true as const },
};
const template = slurmTemplateSchema.parse({
  name: "gpu1",
  ...resources,
  adjustable: {
    nodes: { min: 1, max: 4 },
    memory: { min: "512M", max: "1T" },
    time: { min: "00:10:00", max: "1-00:00:00" },
    partition: ["gpu", "debug"],
  },
});

const refusal = (changes: Record<string, string | number>): string => {
  try {
    adjustResources(template, changes);
  } catch (error) {
    return error instanceof Error && "way" in error ? `${error.message} ${String(error.way)}` : String(error);
  }
  return "none";
};

describe("resources of a run on a cluster", () => {
  it("are the template's unless they are changed", () => {
    expect(adjustResources(template, {})).toEqual(resources);
    expect(adjustResources(template, { time: "02:00:00", nodes: "2", partition: "debug" })).toEqual({
      ...resources,
      time: "02:00:00",
      nodes: 2,
      partition: "debug",
    });
  });

  it("may be changed up to the ends of a range and no further, whatever the unit", () => {
    expect(adjustResources(template, { memory: "1024G" }).memory).toBe("1024G");
    expect(adjustResources(template, { time: "24:00:00" }).time).toBe("24:00:00");
    expect(refusal({ memory: "1025G" })).toBe('memory is "1025G". It may be 512M to 1T.');
    expect(refusal({ time: "1-00:00:01" })).toBe('time is "1-00:00:01". It may be 00:10:00 to 1-00:00:00.');
    expect(refusal({ nodes: 5 })).toBe("nodes is 5. It may be 1 to 4.");
    expect(refusal({ nodes: "two" })).toContain("nodes is null (");
    expect(refusal({ partition: "debug\n#SBATCH --uid=0" })).toContain("It may be gpu or debug.");
  });

  it("stay as they are where the template says nothing of a change", () => {
    expect(refusal({ cpusPerTask: 32 })).toBe(
      "The template gpu1 does not let cpusPerTask be changed. Changeable: partition (gpu or debug), nodes (1 to 4), memory (512M to 1T), time (00:10:00 to 1-00:00:00).",
    );
    expect(refusal({ constructor: 1 })).toContain("does not let constructor be changed");
  });

  it("hold one process a GPU, and one a node without GPUs", () => {
    expect(processesOf(adjustResources(template, { nodes: 4 }))).toBe(32);
    expect(processesOf({ ...adjustResources(template, {}), gpusPerNode: 0, nodes: 3 })).toBe(3);
  });

  it("compare as MiB and seconds", () => {
    expect([amountOf(7), amountOf("1G"), amountOf("2T"), amountOf("1-02:03:04")]).toEqual([
      7, 1_024, 2_097_152, 93_784,
    ]);
  });
});

describe("resources of a run on a Ray", () => {
  const small = { name: "small", gpusPerNode: 2, cpusPerTask: 8, memory: "64G" };
  const faults = (template: object): string =>
    rayTemplateSchema
      .safeParse(template)
      .error?.issues.map(({ message }) => message)
      .join("; ") ?? "none";

  it("lie on one node, without partition and time", () => {
    const parsed = rayTemplateSchema.parse({
      ...small,
      adjustable: { gpusPerNode: { min: 1, max: 4 }, memory: { min: "1G", max: "128G" } },
    });
    const changed = adjustResources(parsed, { gpusPerNode: "4", memory: "128G" });
    expect(changed).toEqual({ nodes: 1, gpusPerNode: 4, cpusPerTask: 8, memory: "128G" });
    expect(clusterResourcesSchema.parse(changed)).toEqual(changed);
    expect(processesOf(changed)).toBe(4);
    expect([templateValue(parsed, "memory"), templateValue(parsed, "time")]).toEqual(["64G", undefined]);
    expect(() => adjustResources(parsed, { time: "01:00:00" })).toThrow("does not let time be changed");
  });

  it("are refused for more than one node, and for what only a Slurm knows", () => {
    expect(faults({ ...small, nodes: 2 })).toBe("1 only: Ray runs the command of a job on one node");
    expect(faults({ ...small, partition: "gpu" })).toContain("partition");
    expect(faults({ ...small, adjustable: { nodes: { min: 1, max: 2 } } })).toContain("nodes");
    expect(faults({ ...small, resources: { fast_disk: 0 } })).not.toBe("none");
  });
});
