import path from "node:path";
import { z } from "zod";
import { servingOf } from "@/core/serving";
import type { Context } from "@/server/services/context";
import { readJsonFile } from "@/server/storage/read-json-file";

const lockSchema = z.object({ url: z.string().nullable() });

/** Where people reach the studio: STUDIO_ORIGIN, else where the one that runs beside serves. */
export async function studioAddress({ home }: Context): Promise<string> {
  const { origin } = servingOf(process.env);
  if (origin !== null) return origin;
  const lock = await readJsonFile(path.join(home, "studio.lock"), lockSchema).catch(() => null);
  return lock?.url ?? "http://127.0.0.1:3000";
}
