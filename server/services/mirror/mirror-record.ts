import { z } from "zod";
import { isEnded } from "@/core/run-states";
import { StudioError } from "@/core/errors";
import { readMlflowSettings, type MlflowSettings } from "@/server/training/mlflow/mlflow-settings";

/** What the column `mirror` of a run holds: how far MLflow has it. */
const recordSchema = z.object({
  /** Where it was mirrored to. */
  to: z.string(),
  step: z.number().int().min(0),
  /** What was told last of its end; an ended run of which nothing else can be told is left alone. */
  told: z.string(),
  /** Why the last attempt failed; null when it did not. */
  problem: z.string().nullable(),
});
export type MirrorRecord = z.output<typeof recordSchema>;

export const readRecord = (column: unknown): MirrorRecord | null =>
  recordSchema.safeParse(column).data ?? null;

/** One experiment of one MLflow. */
export const destination = ({ address, experiment }: MlflowSettings): string => `${address} ${experiment}`;

/** An evaluation is told of once it has all its results. */
export const MIRRORED_EVALUATIONS = { state: "succeeded", archivedAt: null } as const;

/** What there is to tell of how a run stands. */
export const standing = (state: string, evaluations: number): string =>
  `${isEnded(state) ? state : "open"}, ${String(evaluations)} evaluations`;

/** How the mirror of a run stands, for people. */
export interface RunMirror {
  readonly state: "up to date" | "behind" | "failing";
  /** Why it fails. */
  readonly reason: string | null;
}

interface Mirrored {
  readonly state: string;
  readonly step: number;
  readonly mirror: unknown;
  readonly archivedAt: Date | null;
}

/** Whether all that there is of a run was told, and told there. */
export function isTold(
  record: MirrorRecord | null,
  to: string,
  run: Omit<Mirrored, "mirror" | "archivedAt">,
  evaluations: number,
): boolean {
  if (record?.to !== to || record.problem !== null) return false;
  return record.step >= run.step && record.told === standing(run.state, evaluations);
}

/** Says of runs how their mirrors stand; of none where runs are not mirrored, and of no archived one. */
export async function mirrorView(
  home: string,
): Promise<(run: Mirrored, evaluations: number) => RunMirror | null> {
  let settings: MlflowSettings | null;
  try {
    settings = await readMlflowSettings(home);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return ({ archivedAt }) => (archivedAt === null ? { state: "failing", reason: error.message } : null);
  }
  if (settings === null) return () => null;
  const to = destination(settings);
  return (run, evaluations) => {
    if (run.archivedAt !== null) return null;
    const record = readRecord(run.mirror);
    if (record?.to === to && record.problem !== null) return { state: "failing", reason: record.problem };
    return { state: isTold(record, to, run, evaluations) ? "up to date" : "behind", reason: null };
  };
}
