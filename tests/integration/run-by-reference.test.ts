import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { lineageCheckSchema, type Verdict } from "@/core/lineage-check";
import { cleanUp } from "@/server/services/corpus/clean-up";
import { diskUse } from "@/server/services/corpus/disk-use";
import { listLeftovers } from "@/server/services/corpus/list-leftovers";
import { runJobHere } from "@/server/services/job/run-here";
import { cancelRun } from "@/server/services/run/cancel";
import { checkLineage } from "@/server/services/run/check-lineage";
import { selectionDataBytes } from "@/server/services/run/data-bytes";
import { requestCheck } from "@/server/services/run/request-check";
import { corpusTokens } from "@/server/services/run/corpus-tokens";
import { reopenRun } from "@/server/services/run/reopen";
import { retryRun } from "@/server/services/run/retry";
import { runSettings } from "@/server/services/run/settings";
import { corpusPath, runPath } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { tokenCachePath } from "@/server/training/token-cache";
import { trainingStudio, until, type TrainingStudio } from "@/tests/support/training-studio";

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`training is not tested: ${environment.message}`);

const referring = randomUUID();
const TWO_DAYS_AGO = new Date(Date.now() - 2 * 24 * 3_600_000);

let studio: TrainingStudio;
let tokens: string;

async function bundleVerdict(id: string): Promise<Verdict | undefined> {
  const { jobId } = await requestCheck({ ctx: studio.ctx, input: { id } });
  const { result } = await runJobHere({
    ...{ ctx: studio.ctx, jobId, run: checkLineage, shutdown: new AbortController().signal },
    onProgress: () => undefined,
  });
  return lineageCheckSchema.parse(result).links.find(({ link }) => link === "bundle")?.verdict;
}

/** Marks the tokens as last used two days ago. */
async function neglect(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await neglect(path.join(folder, entry.name));
    else await utimes(path.join(folder, entry.name), TWO_DAYS_AGO, TWO_DAYS_AGO);
  await utimes(folder, TWO_DAYS_AGO, TWO_DAYS_AGO);
}

const leftovers = async (): Promise<string[]> =>
  (await listLeftovers({ ctx: studio.ctx })).filter(({ kind }) => kind === "tokens").map((one) => one.path);

beforeAll(async () => {
  studio = await trainingStudio();
  const { fingerprint } = await studio.ctx.db.selection.findUniqueOrThrow({
    where: { id: studio.selectionId },
  });
  tokens = tokenCachePath(corpusPath(fingerprint, studio.home));
});

afterEach(() => studio.killWorkers());

afterAll(() => studio.end());

describe.skipIf(environment.state !== "ready")(
  "a run that refers to its documents",
  { timeout: 900_000 },
  () => {
    it("holds ordinals and nothing else, though its worker is killed while it stages", async () => {
      const input = { selectionId: studio.selectionId };
      const before = await selectionDataBytes({ ctx: studio.ctx, input });
      expect(before).toMatchObject({ made: false, reference: 4 * 60 });
      await studio.submit(referring, { backend: "local", data: "reference" });
      studio.startWorker();
      await until(() => stat(path.dirname(tokens)).catch(() => null));
      await studio.killWorkers();
      studio.startWorker();
      const run = await studio.untilState(referring, "succeeded");
      expect(run.attempts.map(({ state }) => state)).toEqual(["succeeded"]);
      await studio.everyStepOnce(referring);
      expect(await readdir(path.join(runPath(referring, studio.home), "bundle", "data"))).toEqual([
        "ordinals.parquet",
      ]);
      expect(await selectionDataBytes({ ctx: studio.ctx, input })).toEqual({ ...before, made: true });
    });

    it("names the tokens relative to its own folder, and a run that repeats it does the same", async () => {
      const { data } = JSON.parse(
        await readFile(path.join(runPath(referring, studio.home), "bundle", "run.json"), "utf8"),
      );
      expect(path.join(runPath(referring, studio.home), data.reference.tokens)).toBe(tokens);
      expect(data.reference.tokens).toMatch(/^\.\.\/\.\.\/corpora\/[0-9a-f]{64}\/tokens\/[0-9a-f]{64}$/);
      const newId = randomUUID();
      await retryRun({ ctx: studio.ctx, input: { id: referring, newId } });
      expect((await runSettings({ ctx: studio.ctx, input: { id: newId } })).data).toBe("reference");
      await neglect(path.dirname(tokens));
      expect(await leftovers()).toEqual([]);
      await cancelRun({ ctx: studio.ctx, input: { id: newId } });
    });

    it("is checked down to the tokens it refers to", async () => {
      expect(await bundleVerdict(referring)).toEqual({ kind: "as-written" });
      const file = path.join(tokens, "part-00000", "tokens.bin");
      const written = await readFile(file);
      const changed = Buffer.from(written);
      changed[0] = (changed[0] ?? 0) ^ 1;
      await writeFile(file, changed);
      expect(await bundleVerdict(referring)).toMatchObject({
        kind: "differs",
        what: "part-00000/tokens.bin",
        expected: (
          JSON.parse(await readFile(path.join(tokens, "MANIFEST.json"), "utf8")) as Listed
        ).files.find((one) => one.path === "part-00000/tokens.bin")?.sha256,
      });
      await writeFile(file, written);
    });

    it("leaves its tokens to a clean-up once it has ended and they are a day old, and the next one, or one that goes on, makes them again", async () => {
      const place = path.relative(studio.home, path.dirname(tokens));
      const bytes = await treeBytes(path.dirname(tokens));
      expect(await leftovers()).toEqual([]);
      await neglect(path.dirname(tokens));
      expect(await leftovers()).toEqual([place]);
      const { corpora } = await diskUse({ ctx: studio.ctx });
      expect(corpora[0]?.bytes.cache).toBeGreaterThanOrEqual(bytes);
      expect(await cleanUp({ ctx: studio.ctx, input: { paths: [place] } })).toEqual({
        paths: [place],
        bytes,
      });
      expect((await bundleVerdict(referring))?.kind).toBe("not-kept");
      const again = randomUUID();
      await studio.submit(again, { backend: "local", data: "reference" });
      studio.startWorker();
      await studio.untilCheckpoint(again);
      await cancelRun({ ctx: studio.ctx, input: { id: again } });
      await studio.untilState(again, "cancelled");
      expect(await bundleVerdict(referring)).toEqual({ kind: "as-written" });

      await neglect(path.dirname(tokens));
      await cleanUp({ ctx: studio.ctx, input: { paths: [place] } });
      await reopenRun(studio.ctx, again);
      const run = await studio.untilState(again, "succeeded");
      expect(run.attempts.map(({ state }) => state)).toEqual(["cancelled", "succeeded"]);
      await studio.everyStepOnce(again);
      expect(await bundleVerdict(again)).toEqual({ kind: "as-written" });
    });

    it("is not given up for workers that die, as long as each has made a part of the tokens", async () => {
      await rm(path.dirname(tokens), { recursive: true });
      let forgiven = 0;
      await corpusTokens(
        {
          ctx: studio.ctx,
          job: { id: "job", key: "key", tries: 10 },
          payload: null,
          signal: new AbortController().signal,
          report: () => undefined,
          thrives: () => {
            forgiven += 1;
          },
        },
        path.dirname(path.dirname(tokens)),
      );
      const parts = (await readdir(tokens)).filter((name) => name.startsWith("part-"));
      expect(forgiven).toBe([...parts, "validation"].length);
    });
  },
);

interface Listed {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}
