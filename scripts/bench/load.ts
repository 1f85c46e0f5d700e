import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { keepRunning } from "../steps/children";
import { prepareBuild } from "../steps/prepare";
import { benchCorpus } from "./browse-corpus";
import { demoSelection } from "./demo-selection";
import { writeBenchSource } from "./import-source";
import { benchTexts } from "./import-texts";
import { nothingAsked, session, type Asked, type SessionTarget } from "./load-session";
import { serveMixer } from "./serve-mixer";
import { rounded, timesOf } from "./times";
import { defaultTrainSettings } from "@/core/train-settings";
import type { Context } from "@/server/services/context";
import { requestImport } from "@/server/services/corpus/request-import";
import { submitRun } from "@/server/services/run/submit";

/** Until what is opened once is open: pages of the server's code, DuckDB's instances, listings. */
const WARM_UP_MS = 10_000;
const SOURCE_BYTES = 100_000_000;
/** Far more than two runs train while the sessions ask. */
const LONG_TRAINING = 8_000_000;

/**
 * `npm run bench -- load [--documents N] [--sessions N] [--seconds N] [--json]`: people who browse and weigh, each asking
 * about once a second, alone and then while an import and two trainings, which are niced, go on. `ratio` is between the
 * 95th percentiles of all their questions.
 */
export async function benchLoad(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      documents: { type: "string", default: "100000" },
      sessions: { type: "string", default: "50" },
      seconds: { type: "string", default: "60" },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = await benchCorpus(Number(values.documents));
  const { ctx, selectionId } = await demoSelection(corpus.ctx.home);
  await prepareBuild();
  const server = await serveMixer(corpus);
  const target = { origin: new URL(server.url).origin, versionId: corpus.versionId };
  const phase = (ms: number): Promise<Asked> => askFor(target, Number(values.sessions), ms);
  const seconds = Number(values.seconds) * 1000;
  const source = await mkdtemp(path.join(ctx.home, "load-"));
  try {
    await phase(WARM_UP_MS);
    const alone = await phase(seconds);
    const work = await startWork(ctx, selectionId, source);
    const beside = await phase(seconds);
    const goingOn = await work.goingOn();
    await work.stop();
    print({ sessions: Number(values.sessions), goingOn, alone, beside }, values.json);
  } finally {
    await server.stop();
    await rm(source, { recursive: true, force: true });
  }
}

async function askFor(target: SessionTarget, sessions: number, ms: number): Promise<Asked> {
  const asked = nothingAsked();
  const signal = AbortSignal.timeout(ms);
  setMaxListeners(sessions, signal);
  await Promise.all(Array.from({ length: sessions }, () => session(target, asked, signal)));
  return asked;
}

/** Two workers, each with a training, and an import; `goingOn` says how many of the three were not yet done. */
async function startWork(ctx: Context, selectionId: string, source: string) {
  await writeBenchSource(source, (await benchTexts(undefined)).texts, SOURCE_BYTES);
  const began = new Date();
  await requestImport({
    ctx,
    input: { id: randomUUID(), name: `load ${began.toISOString()}`, path: source },
  });
  const train = { ...defaultTrainSettings("tiny"), tokenBudget: LONG_TRAINING };
  for (const name of ["load 1", "load 2"])
    await submitRun({
      ctx,
      input: { id: randomUUID(), name, selectionId, backend: "local", model: "tiny", train },
    });
  const env: NodeJS.ProcessEnv = { ...process.env, STUDIO_HOME: ctx.home };
  const workers = [1, 2].map((number) =>
    keepRunning({
      name: `worker ${String(number)}`,
      script: "workers/jobs/main.ts",
      env,
      onStart: () => undefined,
    }),
  );
  const running = () => ctx.db.job.count({ where: { createdAt: { gte: began }, state: "running" } });
  while ((await running()) < 3) await delay(500);
  return {
    goingOn: running,
    stop: async () => {
      await ctx.db.job.updateMany({ where: { createdAt: { gte: began } }, data: { cancelRequested: true } });
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

interface Result {
  readonly sessions: number;
  readonly goingOn: number;
  readonly alone: Asked;
  readonly beside: Asked;
}

const allOf = ({ ms }: Asked): number[] => [...ms.values()].flat();

function print({ sessions, goingOn, alone, beside }: Result, asJson: boolean): void {
  const [before, during] = [timesOf(allOf(alone)), timesOf(allOf(beside))];
  const ratio = rounded(during.p95Ms / before.p95Ms);
  const errors = alone.errors.length + beside.errors.length;
  const procedures = [...beside.ms].map(([name, ms]) => ({
    name,
    aloneP95Ms: timesOf(alone.ms.get(name) ?? []).p95Ms,
    besideP95Ms: timesOf(ms).p95Ms,
  }));
  console.log(
    `${String(sessions)} sessions: p95 ${String(before.p95Ms)} ms alone, ${String(during.p95Ms)} ms beside an import and two trainings, ${String(ratio)} times; ${String(errors)} errors`,
  );
  for (const error of new Set([...alone.errors, ...beside.errors])) console.log(`  ${error}`);
  if (asJson)
    console.log(
      JSON.stringify({
        bench: "load",
        sessions,
        ratio,
        errors,
        goingOn,
        alone: before,
        beside: during,
        procedures,
      }),
    );
}
