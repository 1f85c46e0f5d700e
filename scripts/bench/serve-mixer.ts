import { keepRunning } from "../steps/children";
import { freePort } from "../steps/free-port";
import { untilServing } from "../steps/until-serving";
import type { BenchCorpus } from "./browse-corpus";

/** Serves the production build over the bench's own studio; `url` is the mixer of a corpus. */
export async function serveMixer({
  ctx,
  versionId,
}: BenchCorpus): Promise<{ url: string; stop: () => Promise<void> }> {
  const { corpusId } = await ctx.db.corpusVersion.findUniqueOrThrow({ where: { id: versionId } });
  const port = await freePort(3700);
  const origin = `http://127.0.0.1:${String(port)}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    STUDIO_HOME: ctx.home,
    PORT: String(port),
  };
  const child = keepRunning({
    name: "web server",
    script: "scripts/serve.ts",
    env,
    onStart: () => undefined,
  });
  await untilServing(origin);
  return { url: `${origin}/mixer/${corpusId}`, stop: child.stop };
}
