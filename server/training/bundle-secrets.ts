import { z } from "zod";
import { readIfPresent, runJsonPath } from "@/server/training/run-files";

const schema = z.object({ secrets: z.array(z.string()) });

/** Environment variables of the studio that the bundle of a run names, and that are set; nothing without a bundle. */
export async function bundleSecrets(runDirectory: string): Promise<Readonly<Record<string, string>>> {
  const text = await readIfPresent(runJsonPath(runDirectory));
  if (text === null) return {};
  const { secrets } = schema.parse(JSON.parse(text));
  return Object.fromEntries(
    secrets.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
