import type { ModelId } from "@/core/models";
import type { Recipe } from "@/core/recipe";
import type { RunState } from "@/core/run-states";
import type { RunMirror } from "@/server/services/mirror/mirror-record";

export interface AttemptSummary {
  readonly number: number;
  readonly state: "running" | "preempted" | "failed" | "cancelled" | "succeeded";
  /** Step the attempt took up the run at. */
  readonly firstStep: number;
  readonly exitCode: number | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** A run as every page shows it; figures after `step` come from its events and are null until there are some. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  readonly unreachable: boolean;
  readonly backend: string;
  readonly model: ModelId;
  readonly parameters: number;
  readonly selection: {
    readonly id: string;
    readonly selectionKey: string;
    readonly corpusId: string;
    readonly corpusName: string;
    readonly recipe: Recipe;
    readonly recipeHash: string;
    /** Number of the saved version it is; null for a recipe that was confirmed without being saved. */
    readonly recipeNumber: number | null;
  };
  readonly step: number;
  readonly totalSteps: number;
  readonly tokens: number;
  readonly totalTokens: number;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
  readonly tokensPerSecond: number | null;
  readonly mfu: number | null;
  readonly secondsLeft: number | null;
  /** What it trains on, as the trainer names it: "cpu", or the GPU. */
  readonly device: string | null;
  readonly processes: number;
  /** Processes × seconds in which attempts have told of their work so far. */
  readonly computeSeconds: number;
  /** What a state before `running` is busy with, such as "preparing the training environment". */
  readonly phase: string | null;
  readonly jobId: string | null;
  /** How far MLflow has it; null where runs are not mirrored there. */
  readonly mirror: RunMirror | null;
  /** The campaign it is a proxy of. */
  readonly campaignId: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly failure: string | null;
  readonly failureCode: number | null;
  readonly attempts: readonly AttemptSummary[];
  /** Training loss over the run so far, at most 48 values. */
  readonly sparkline: readonly number[];
}
