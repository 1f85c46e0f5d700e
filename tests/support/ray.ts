import { mkdtemp, readFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { devScript, startCluster } from "@/tests/support/dev-cluster";

/** A Ray of its own for one test file: a head with two processors and two pretended GPUs that asks for a token. */
export interface TestRay {
  readonly address: string;
  readonly tokenFile: string;
  /** Asks its REST and returns what it answers. */
  readonly ask: (method: "GET" | "POST", path: string) => Promise<unknown>;
  /** Kills every process of Ray as a crash would; what its jobs started goes on. */
  readonly crash: () => Promise<void>;
  /** Lets the dashboard answer nobody, or answer again. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Starts it again where it was, without any memory of its jobs. */
  readonly up: () => Promise<void>;
  readonly down: () => Promise<void>;
}

/** Starts one, or says why there can be none here. */
export async function startRay(): Promise<TestRay | string> {
  const home = await mkdtemp(path.join(os.tmpdir(), "ray-"));
  const script = devScript("ray-dev", home);
  const said = await startCluster(script);
  if ("lacking" in said) return `No Ray is tested: ${said.lacking}`;
  const valueOf = (name: string): string => new RegExp(`^${name} (.+)$`, "m").exec(said.printed)?.[1] ?? "";
  const [address, tokenFile] = [valueOf("address"), valueOf("tokenFile")];
  const authorization = `Bearer ${await readFile(tokenFile, "utf8")}`;
  return {
    address,
    tokenFile,
    // A dashboard takes fetch for a browser, and lets none change anything.
    ask: (method, where) =>
      new Promise((resolve, reject) => {
        const options = { method, headers: { authorization } };
        const request = http.request(`${address}/${where}`, options, (answer) => {
          const refused = new Error(`${where}: ${String(answer.statusCode)}`);
          json(answer).then(
            (value) => (answer.statusCode === 200 ? resolve(value) : reject(refused)),
            reject,
          );
        });
        request.once("error", reject).end();
      }),
    crash: async () => void (await script("crash")),
    pause: async () => void (await script("pause")),
    resume: async () => void (await script("resume")),
    up: async () => void (await script("up")),
    down: async () => void (await script("down")),
  };
}
