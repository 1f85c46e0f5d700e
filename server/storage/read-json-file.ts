import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { StudioError } from "@/core/errors";

/**
 * Reads a JSON file the studio wrote.
 * @throws StudioError `not-found` when it is not there, `corrupt` when it does not hold what it should.
 */
export async function readJsonFile<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new StudioError(
        "not-found",
        `${file} does not exist.`,
        "Restore the studio's folder, or import again.",
      );
    }
    throw error;
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new StudioError(
      "corrupt",
      `${file} does not hold what the studio wrote.`,
      "Delete its folder and import again.",
    );
  }
}
