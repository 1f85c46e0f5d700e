import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { devScript, startCluster } from "@/tests/support/dev-cluster";

export interface LoggedRun {
  readonly info: { readonly run_id: string; readonly status: string; readonly end_time?: number };
  readonly data: {
    readonly metrics?: readonly { readonly key: string; readonly value: number; readonly step: number }[];
    readonly params?: readonly { readonly key: string; readonly value: string }[];
  };
}

/** A tracking server of its own for one test file. */
export interface TestMlflow {
  readonly address: string;
  /** The runs of an experiment that carry a tag. */
  readonly runsOf: (experiment: string, tag: string, value: string) => Promise<readonly LoggedRun[]>;
  /** Steps of all points of a metric, in order. */
  readonly stepsOf: (runId: string, metric: string) => Promise<readonly number[]>;
  /** Kills it as a crash would. */
  readonly crash: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly down: () => Promise<void>;
}

/** Starts one, or says why there can be none here. */
export async function startMlflow(): Promise<TestMlflow | string> {
  const script = devScript("mlflow-dev", await mkdtemp(path.join(os.tmpdir(), "mlflow-")));
  const said = await startCluster(script);
  if ("lacking" in said) return `No MLflow is tested: ${said.lacking}`;
  const address = /^address (.+)$/m.exec(said.printed)?.[1] ?? "";
  const ask = async <T>(where: string, body?: object): Promise<T> => {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${address}/api/2.0/mlflow/${where}`, { ...sent, headers });
    if (!answer.ok) throw new Error(`${where}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    address,
    runsOf: async (experiment, tag, value) => {
      const query = `experiments/get-by-name?experiment_name=${experiment}`;
      const found = await ask<{ experiment: { experiment_id: string } }>(query);
      const body = {
        experiment_ids: [found.experiment.experiment_id],
        filter: `tags.\`${tag}\` = '${value}'`,
      };
      return (await ask<{ runs?: LoggedRun[] }>("runs/search", body)).runs ?? [];
    },
    stepsOf: async (runId, metric) => {
      const query = `metrics/get-history?run_id=${runId}&metric_key=${encodeURIComponent(metric)}`;
      const { metrics = [] } = await ask<{ metrics?: { step: number }[] }>(query);
      return metrics.map(({ step }) => step).sort((a, b) => a - b);
    },
    crash: async () => void (await script("crash")),
    up: async () => void (await script("up")),
    down: async () => void (await script("down")),
  };
}
