import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bundleSecrets } from "@/server/training/bundle-secrets";

let run: string;

beforeEach(async () => {
  run = await mkdtemp(path.join(tmpdir(), "bundle-secrets-"));
  vi.stubEnv("SECRET_OF_ANOTHER", "hidden");
  vi.stubEnv("HF_TOKEN", "hf_abc");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(run, { recursive: true, force: true });
});

it("a run is given the variables that its bundle names and that are set, and no others", async () => {
  await mkdir(path.join(run, "bundle"));
  const json = JSON.stringify({ v: 1, secrets: ["HF_TOKEN", "NOBODY_SET_THIS"] });
  await writeFile(path.join(run, "bundle", "run.json"), json);
  expect(await bundleSecrets(run)).toEqual({ HF_TOKEN: "hf_abc" });
});

it("a run without a bundle is given none", async () => {
  expect(await bundleSecrets(run)).toEqual({});
});
