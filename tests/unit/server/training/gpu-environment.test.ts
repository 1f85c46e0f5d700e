import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPython } from "@/server/training/find-python";
import { gpuEnvironment, setupGpu } from "@/server/training/gpu-environment";
import { gpuPython, gpuStampPath, parseGpuCheck, requirementsHash } from "@/server/training/gpu-stamp";

const check = {
  torch: "2.13.0",
  transformers: "5.23.0",
  device: "cpu",
  devices: [],
  bf16: false,
  peakTflops: null,
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "gpu-environment-"));
  await writeFile(path.join(root, "requirements.txt"), "torch==2.13.0\n");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function finished(requirements: string): Promise<void> {
  await mkdir(path.dirname(gpuPython(root)), { recursive: true });
  await writeFile(gpuPython(root), "");
  await writeFile(gpuStampPath(root), JSON.stringify({ requirements, dev: null, check }));
}

describe("the training environment", () => {
  it("is ready when its stamp is that of the requirements, and then prepared in no time", async () => {
    await finished(await requirementsHash("requirements.txt", root));
    expect(await gpuEnvironment(root)).toMatchObject({ state: "ready", check, way: null });
    const lines: string[] = [];
    const report = (line: string): void => void lines.push(line);
    expect(await setupGpu({ report, signal: new AbortController().signal, root })).toEqual(check);
    expect(lines).toEqual(["The training environment is up to date."]);
  });

  it("needs nothing more for an evaluation once the harness is in it, and is as ready to train without", async () => {
    await writeFile(path.join(root, "requirements-evaluate.txt"), "lm_eval==0.4.13\n");
    const requirements = await requirementsHash("requirements.txt", root);
    await finished(requirements);
    const options = { report: () => undefined, signal: new AbortController().signal, root };
    expect(await setupGpu({ ...options, extras: [] })).toEqual(check);
    const evaluate = await requirementsHash("requirements-evaluate.txt", root);
    await writeFile(gpuStampPath(root), JSON.stringify({ requirements, dev: null, evaluate, check }));
    expect(await setupGpu({ ...options, extras: ["evaluate"] })).toEqual(check);
  });

  it("is outdated once the requirements change", async () => {
    await finished("0".repeat(64));
    expect((await gpuEnvironment(root)).state).toBe("outdated");
  });

  it("is missing, or has no Python, without a stamp", async () => {
    const python = await findPython();
    const environment = await gpuEnvironment(root);
    expect(environment).toMatchObject({
      state: python === null ? "no-python" : "missing",
      python,
      check: null,
    });
    expect(environment.way).not.toBeNull();
  });

  it("is missing when its Python has gone though the stamp is there", async () => {
    await finished(await requirementsHash("requirements.txt", root));
    await rm(gpuPython(root));
    expect((await gpuEnvironment(root)).state).not.toBe("ready");
  });

  it("stops before it begins when it was cancelled", async () => {
    const lines: string[] = [];
    const report = (line: string): void => void lines.push(line);
    await expect(setupGpu({ report, signal: AbortSignal.abort(), root })).rejects.toMatchObject({
      code: expect.stringMatching(/cancelled|unavailable/) as unknown,
    });
  });
});

describe("what the trainer says of its device", () => {
  it("is the last line of JSON, whatever was printed before", () => {
    expect(parseGpuCheck(`a warning\n${JSON.stringify(check)}\n`)).toEqual(check);
    expect(parseGpuCheck("Traceback\nImportError: libtorch.so")).toBeNull();
    expect(parseGpuCheck("{}")).toBeNull();
  });
});

describe("the search for a Python", () => {
  it("takes none that does not exist or is no Python", async () => {
    expect(await findPython(["/nowhere/python3", "node"])).toBeNull();
  });
});
