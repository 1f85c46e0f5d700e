import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBackend, readBackends } from "@/server/training/backends";

const slurm = {
  id: "lab",
  kind: "slurm",
  label: "Laboratory",
  python: "/opt/python",
  templates: [
    {
      name: "gpu1",
      partition: "gpu",
      nodes: 1,
      gpusPerNode: 1,
      cpusPerTask: 8,
      memory: "64G",
      time: "12:00:00",
    },
  ],
};

let home: string;
const write = (content: unknown): Promise<void> =>
  writeFile(
    path.join(home, "backends.json"),
    typeof content === "string" ? content : JSON.stringify(content),
  );
const fault = async (content: unknown): Promise<string> => {
  await write(content);
  return readBackends(home).then(
    () => "none",
    (error: unknown) => String(error),
  );
};

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "backends-"));
});
afterEach(() => rm(home, { recursive: true }));

describe("the list of training backends", () => {
  it("is this machine alone while nobody wrote one", async () => {
    expect(await readBackends(home)).toEqual([{ id: "local", kind: "local", label: "This machine" }]);
  });

  it("is read with what is left out filled in", async () => {
    await write([slurm]);
    expect(await findBackend("lab", home)).toMatchObject({
      paths: [],
      setup: [],
      checkpointSeconds: 120,
      pollSeconds: 5,
      templates: [{ name: "gpu1", adjustable: {} }],
    });
    await expect(findBackend("other", home)).rejects.toMatchObject({
      code: "not-found",
      way: "There are: lab.",
    });
  });

  it("is refused with the path of the field that is wrong", async () => {
    const template = slurm.templates[0];
    const withTemplate = (changes: object) => [{ ...slurm, templates: [{ ...template, ...changes }] }];
    expect(await fault("{")).toContain("backends.json is no JSON");
    expect(await fault([])).toContain("is not right: list:");
    expect(await fault([{ ...slurm, kind: "pbs" }])).toContain("0.kind:");
    expect(await fault([{ ...slurm, pithon: "/x" }])).toContain("pithon");
    expect(await fault([slurm, slurm])).toContain("each id once");
    expect(await fault([{ ...slurm, python: "python3" }])).toContain("0.python: an absolute path");
    expect(await fault(withTemplate({ time: "noon" }))).toContain(
      "0.templates.0.time: hours:minutes:seconds",
    );
    expect(await fault(withTemplate({ partition: "gpu\n#SBATCH -w x" }))).toContain(
      "0.templates.0.partition:",
    );
    expect(await fault(withTemplate({ options: { uid: "0" } }))).toContain("0.templates.0.options:");
    expect(await fault(withTemplate({ adjustable: { nodes: { min: 0, max: 2 } } }))).toContain(
      "0.templates.0.adjustable.nodes.min:",
    );
  });

  it("says of a Ray where its token lies and not what it is, and takes only its dashboard's own address", async () => {
    const template = { name: "gpu1", gpusPerNode: 1, cpusPerTask: 8, memory: "64G" };
    const ray = { id: "ray", kind: "ray", label: "Ray", python: "/opt/python", templates: [template] };
    const at = (address: string, more: object = {}) => [{ ...ray, address, ...more }];
    await write(at("https://head.lab:8265/ray", { tokenVariable: "LAB_TOKEN" }));
    expect(await findBackend("ray", home)).toMatchObject({ answerSeconds: 30, templates: [{ nodes: 1 }] });
    expect(await fault(at("head:8265"))).toContain("0.address: an address such as http://head:8265");
    expect(await fault(at("http://me:secret@head:8265"))).toContain("0.address: an address without user");
    expect(await fault(at("http://head:8265", { token: "secret" }))).toContain("token");
    expect(await fault(at("http://head:8265", { tokenFile: "/t", tokenVariable: "T" }))).toContain(
      "0.tokenVariable: either tokenFile or tokenVariable, not both",
    );
  });

  it("speaks to a Slurm by its REST or by its programs, with a token that lies in one place", async () => {
    const { config: _, binaries: __, ...plain } = { config: "", binaries: "", ...slurm };
    const at = (rest: object, more: object = {}) => [{ ...plain, ...more, rest }];
    const rest = { address: "https://head.lab:6820", tokenFile: "/etc/slurm-token" };
    await write(at({ ...rest, user: "studio" }));
    expect(await findBackend("lab", home)).toMatchObject({ rest: { answerSeconds: 30, user: "studio" } });
    expect(await fault(at(rest, { config: "/etc/slurm.conf" }))).toContain(
      "0.rest: either rest, or binaries and config of the programs",
    );
    expect(await fault(at({ address: rest.address }))).toContain(
      "0.rest.tokenFile: either tokenFile or tokenVariable",
    );
    expect(await fault(at({ ...rest, token: "secret" }))).toContain("token");
  });
});
