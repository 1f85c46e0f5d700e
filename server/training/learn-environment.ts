import { z } from "zod";
import { setupPython, type SetupOptions } from "@/server/training/python-environment";
import { packageRoot, pythonOf, type PythonPackage } from "@/server/training/python-package";

/** Versions that `python -m meta_rater_learn.check` prints. */
const checkSchema = z.object({ lightgbm: z.string(), sklearn: z.string() });
export type LearnCheck = z.output<typeof checkSchema>;

const learnRoot = (): string => packageRoot("learn");

/** The Python that fits losses of runs to their weights; exists once the environment is prepared. */
export const learnPython = (root = learnRoot()): string => pythonOf(root);

const learnPackage = (root = learnRoot()): PythonPackage<LearnCheck> => ({
  module: "meta_rater_learn",
  root,
  name: "learning environment",
  purpose: "Learning weights",
  library: "LightGBM",
  size: "about 450 MB",
  check: checkSchema,
});

/**
 * Makes workers/learn/.venv what the requirements say.
 * @throws StudioError as `setupPython`
 */
export const setupLearn = (options: SetupOptions): Promise<LearnCheck> =>
  setupPython(learnPackage(), options);
