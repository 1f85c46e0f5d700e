import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import superjson from "superjson";
import { setTimeout as delay } from "node:timers/promises";
import type { LlamaShape } from "@/core/models";
import type { TrainSettings } from "@/core/train-settings";
import type { AppRouter } from "@/server/api/root";
import type { Context } from "@/server/services/context";
import { freePort } from "../steps/free-port";
import { keepRunning, type Child } from "../steps/children";

/** Where runs of the chaos train. */
export interface ChaosPlace {
  readonly backend: string;
  readonly template?: string;
  /** Runs that are open there at any time. */
  readonly atOnce: number;
}

/** A scheduler's controller, which is killed and stays down until it is started. */
export interface Controller {
  /** False where it is down already. */
  readonly kill: () => Promise<boolean>;
  readonly start: () => Promise<void>;
  /** What an admin does who finds nodes taken out: a controller that lost what it did last gives ids of jobs again. */
  readonly bringNodesBack: () => Promise<void>;
}

export interface ChaosWorld {
  /** A studio of its own, `home` its folder; nothing else runs in it. */
  readonly ctx: Context;
  readonly selectionId: string;
  readonly shape: LlamaShape;
  readonly train: TrainSettings;
  readonly places: readonly ChaosPlace[];
  readonly controller?: Controller;
  /** Script below the project's folder that serves the API at PORT. */
  readonly serverScript: string;
}

export interface RunningStudio {
  readonly client: ReturnType<typeof createTRPCClient<AppRouter>>;
  readonly server: Child;
  readonly worker: Child;
}

/** Web server and worker as `npm start` keeps them: each is started again when it ends unasked. */
export async function startStudio({ ctx, serverScript }: ChaosWorld): Promise<RunningStudio> {
  // While the server is dead its port is free: another chaos on this machine begins to look elsewhere.
  const port = await freePort(38_700 + (process.pid % 200));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    STUDIO_HOME: ctx.home,
    PORT: String(port),
  };
  const onStart = (): void => undefined;
  const server = keepRunning({ name: "web server", script: serverScript, env, onStart });
  const worker = keepRunning({ name: "job worker", script: "workers/jobs/main.ts", env, onStart });
  const origin = `http://127.0.0.1:${String(port)}`;
  // The studio answers its own pages only.
  const link = httpLink({ url: `${origin}/api/trpc`, transformer: superjson, headers: { origin } });
  return {
    client: createTRPCClient<AppRouter>({ links: [link] }),
    server,
    worker,
  };
}

/** Asks until the server has answered, as the page does; what it refuses, in its own words or another's, is an error. */
export async function surely<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const isAway = error instanceof TRPCClientError && error.cause instanceof TypeError;
      if (!isAway) throw error;
      await delay(100);
    }
  }
}
