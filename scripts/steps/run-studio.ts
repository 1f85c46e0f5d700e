import { StudioError } from "@/core/errors";
import { servingOf, type Serving } from "@/core/serving";
import { announceInstance, releaseInstance, takeInstance } from "@/server/storage/instance-lock";
import { keepRunning, type Child } from "./children";
import { freePort, thisPort } from "./free-port";
import { hostInUrl } from "./host-in-url";
import { runScript, step } from "./step";
import { untilServing } from "./until-serving";

const FIRST_PORT = 3000;

interface StudioOptions {
  readonly home: string;
  readonly mode: "production" | "development";
  readonly prepare: () => Promise<void>;
}

/** Ends the children in order: the page first, then the worker, which lets a local training write its checkpoint. */
function endOnSignal(home: string, children: readonly Child[]): void {
  let asked = 0;
  const end = async (): Promise<void> => {
    asked += 1;
    process.stdout.write(
      asked === 1 ? "\nStopping; a local training run writes its checkpoint first …\n" : "Killing …\n",
    );
    await Promise.all(children.map((child) => child.stop()));
    await releaseInstance(home);
    process.stdout.write("Stopped.\n");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());
}

/** @returns where it serves, on this machine */
async function serve({
  home,
  mode,
  serving: { host, team },
}: Pick<StudioOptions, "home" | "mode"> & { serving: Serving }): Promise<string> {
  const wanted = Number(process.env["PORT"] ?? FIRST_PORT);
  const port = team ? await thisPort(wanted, host) : await freePort(wanted, host);
  const url = `http://${hostInUrl(host)}:${String(port)}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: mode,
    STUDIO_HOME: home,
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const children: Child[] = [];
  const pid = (position: number): number | null => children[position]?.pid() ?? null;
  const announce = (): void => {
    announceInstance(home, { pid: process.pid, url, server: pid(0), worker: pid(1) });
  };
  children.push(keepRunning({ name: "web server", script: "scripts/serve.ts", env, onStart: announce }));
  children.push(keepRunning({ name: "job worker", script: "workers/jobs/main.ts", env, onStart: announce }));
  announce();
  endOnSignal(home, children);
  await untilServing(url);
  return url;
}

/** Says what is wrong with the environment before anything is done. */
function readServing(): Serving {
  try {
    return servingOf(process.env);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    process.stderr.write(`${error.message} ${error.way ?? ""}\n`);
    process.exit(2);
  }
}

/** The whole start: does only what is needed, serves, and keeps the job worker running beside the pages. */
export async function runStudio({ home, mode, prepare }: StudioOptions): Promise<void> {
  const began = performance.now();
  const serving = readServing();
  const other = await takeInstance(home);
  if (other !== null) {
    process.stdout.write(
      `Meta-rater Studio is already running at ${other.url ?? "(still starting, or being restored)"} (data in ${home}).\n`,
    );
    return;
  }
  try {
    await prepare();
    await runScript("scripts/prepare-data.ts");
    const url = await step("Starting the studio", () => serve({ home, mode, serving }));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const address = serving.origin ?? url;
    process.stdout.write(
      `\nMeta-rater Studio is ready after ${seconds} s: ${address}\nData in ${home}. Ctrl-C stops it.\n`,
    );
    if (serving.team) await runScript("scripts/set-up-link.ts", [address]);
  } catch (error) {
    await releaseInstance(home);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
