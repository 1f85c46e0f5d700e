import type { RunSummary } from "@/server/services/run/run-summary";

const WORDS = {
  "up to date": "MLflow is up to date with this run.",
  behind: "MLflow is not up to date with this run yet.",
  failing: "MLflow is not told of this run. It is tried again.",
} as const;

/** How the mirror of a run stands; nothing where runs are not mirrored. */
export const MirrorLine = ({ mirror }: Pick<RunSummary, "mirror">) =>
  mirror === null ? null : (
    <p className="text-xs text-muted">
      {WORDS[mirror.state]} {mirror.reason}
    </p>
  );
