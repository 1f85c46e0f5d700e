import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take minutes, for they train and wait for clusters: begun late, they would end alone. */
const LONGEST = [
  ...["chaos", "campaign", "conformance-slurm", "conformance-ray", "conformance-local", "campaigns-together"],
  ...["train-run", "ray-launcher", "slurm-launcher", "slurm-cluster", "slurm-rest", "run-by-reference"],
  ...["cli-campaign", "evaluate-run", "mlflow-mirror", "cli", "run-end", "clean-up", "lifecycle", "jobs"],
].map((name) => `/tests/integration/${name}.test.ts`);

const rank = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(file));
  return place === -1 ? LONGEST.length : place;
};

/** The order of test files: the longest first, so that no core is idle at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
