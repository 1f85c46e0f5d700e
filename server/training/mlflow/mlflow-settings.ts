import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { oneTokenAtMost, serviceFields } from "@/server/training/admin-fields";
import { readIfPresent } from "@/server/training/run-files";

const settingsSchema = oneTokenAtMost(
  z.strictObject({
    ...serviceFields,
    /** Name of the experiment that holds the runs; made when it is not there. */
    experiment: z.string().trim().min(1).max(200),
  }),
);
export type MlflowSettings = z.output<typeof settingsSchema>;

/**
 * Where runs are mirrored, as an admin wrote it in `STUDIO_HOME/mlflow.json`, read at every use; null while there is no such file.
 * @throws StudioError `invalid-input` that names the file, the field and what is wrong with it
 */
export async function readMlflowSettings(home: string): Promise<MlflowSettings | null> {
  const file = path.join(home, "mlflow.json");
  const text = await readIfPresent(file);
  if (text === null) return null;
  const parsed = settingsSchema.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`);
  throw wrong(`${file} is not right: ${issues.join("; ")}.`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`${file} is no JSON: ${String(error)}.`);
  }
}

const wrong = (message: string): StudioError =>
  new StudioError("invalid-input", message, "Correct the file; docs/mlflow.md shows one.");
