import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { flopsPerToken, parameterCount, shapeOf } from "@/core/models";
import { stepsOf } from "@/core/train-settings";
import { ASSUMED_MFU, BOUNDARY_TOKENS, GPUS } from "@/core/training-plan";

/** What is known of the corpus before anything is selected. */
export interface CampaignCorpus {
  /** Selectable ones. */
  readonly documents: number;
  readonly tokens: number;
  readonly raters: number;
}

/** Speed that a finished training of the same model had. */
export interface MeasuredSpeed {
  readonly runId: string;
  readonly device: string;
  readonly tokensPerSecond: number;
}

/** What a campaign will take, before anything runs. */
export interface CampaignEstimate {
  /** Trainings in all, and how many of them the fit learns from. */
  readonly trainings: number;
  readonly learntFrom: number;
  readonly steps: number;
  /** Whole batches that each proxy trains. */
  readonly tokensPerProxy: number;
  readonly selectionTokensPerProxy: number;
  /** Share of the corpus' tokens that a proxy selects, and that the target would. */
  readonly selectedShare: number;
  readonly targetSelectedShare: number;
  /** Passes over the selection, of a proxy and of the target, BOS and EOS counted by the mean length of a document. */
  readonly epochs: number;
  readonly targetEpochs: number;
  readonly parameters: number;
  readonly flops: number;
  /** GPU-hours by the data sheet at an assumed share of the peak. */
  readonly gpus: readonly { readonly label: string; readonly hours: number }[];
  readonly assumedMfu: number;
  /** Hours by the speed of a training of this model here; null where there was none. */
  readonly measured: (MeasuredSpeed & { readonly hours: number }) | null;
  readonly bytes: {
    /** Files of the selections: no texts. */
    readonly selections: number;
    /** Models and the last two checkpoints of each training. */
    readonly trainings: number;
  };
  readonly problems: readonly CampaignProblem[];
}

/** `error`: it cannot be started so. `warning`: it can, and this is what to expect. */
export interface CampaignProblem {
  readonly kind: "error" | "warning";
  readonly message: string;
}

/** A document of a selection's Parquet file: measured 17 with short ids, and 20 more for a hash as its id. */
const SELECTION_BYTES = 37;
const MODEL_BYTES = 4;
const CHECKPOINT_BYTES = 12;
const CHECKPOINTS_KEPT = 2;

/** Runs a weight needs before anything can be said of it: fewer than two leave nothing to tell noise by. */
export const RUNS_A_WEIGHT = 2;

/** Passes that differ by less are the same for a reader. */
const SAME_EPOCHS = 0.05;

/** Tokens that a proxy selects, by its settings. */
export function selectionTokens(
  { selection, target, train }: Pick<CampaignSettings, "selection" | "target" | "train">,
  corpusTokens: number,
): number {
  if ("tokens" in selection) return selection.tokens;
  if ("share" in selection) return Math.floor(selection.share * corpusTokens);
  const trained = stepsOf(train) * train.batchTokens;
  return Math.max(1, Math.round((trained * target.selectionTokens) / target.trainTokens));
}

/** @param trainings of each role, in all */
export function estimateCampaign(
  settings: CampaignSettings,
  corpus: CampaignCorpus,
  trainings: number,
  speed: MeasuredSpeed | null,
): CampaignEstimate {
  const shape = shapeOf(settings.model, settings.shape);
  const parameters = parameterCount(shape);
  const steps = stepsOf(settings.train);
  const tokensPerProxy = steps * settings.train.batchTokens;
  const wanted = selectionTokens(settings, corpus.tokens);
  const selected = Math.min(wanted, corpus.tokens);
  const documents = corpus.tokens === 0 ? 0 : (selected * corpus.documents) / corpus.tokens;
  const passes = passesOver(corpus);
  const flops = flopsPerToken(shape) * tokensPerProxy * trainings;
  const share = (tokens: number): number => (corpus.tokens === 0 ? 0 : Math.min(1, tokens / corpus.tokens));
  const figures = {
    trainings,
    learntFrom: settings.proxies,
    steps,
    tokensPerProxy,
    selectionTokensPerProxy: selected,
    selectedShare: share(selected),
    targetSelectedShare: share(settings.target.selectionTokens),
    epochs: passes(tokensPerProxy, selected),
    targetEpochs: passes(settings.target.trainTokens, settings.target.selectionTokens),
    parameters,
    flops,
    gpus: GPUS.map(({ label, peakTflops }) => ({
      label,
      hours: flops / (peakTflops * 1e12 * ASSUMED_MFU) / 3600,
    })),
    assumedMfu: ASSUMED_MFU,
    measured:
      speed === null
        ? null
        : { ...speed, hours: (tokensPerProxy * trainings) / speed.tokensPerSecond / 3600 },
    bytes: {
      selections: Math.round(documents * SELECTION_BYTES * distinctSelections(settings)),
      trainings: trainings * parameters * (MODEL_BYTES + CHECKPOINTS_KEPT * CHECKPOINT_BYTES),
    },
  };
  return { ...figures, problems: problemsOf(figures, settings, corpus, wanted) };
}

/** Passes that a training makes over the best tokens of a corpus, BOS and EOS counted by the mean length of its documents. */
const passesOver =
  ({ documents, tokens }: CampaignCorpus) =>
  (trained: number, selected: number): number => {
    const read = Math.min(selected, tokens);
    return read === 0 ? 0 : trained / (read * (1 + (BOUNDARY_TOKENS * documents) / tokens));
  };

/** Trainings that differ by the seed alone read one selection; each of those at random draws its own. */
const distinctSelections = ({ proxies, checks }: CampaignSettings): number =>
  proxies +
  checks.heldOut +
  (checks.uniform ? 1 : 0) +
  (checks.published ? 1 : 0) +
  (checks.random ? checks.seeds : 0);

function problemsOf(
  figures: Omit<CampaignEstimate, "problems">,
  settings: CampaignSettings,
  corpus: CampaignCorpus,
  wanted: number,
): CampaignProblem[] {
  const { learntFrom, epochs, targetEpochs, steps, selectedShare, targetSelectedShare } = figures;
  const warnings = [
    learntFrom < RUNS_A_WEIGHT * corpus.raters
      ? `${String(learntFrom)} runs cannot identify ${String(corpus.raters)} weights; what is learnt from them is an exercise.`
      : null,
    wanted > corpus.tokens
      ? `A proxy would select more tokens than the corpus has, so every proxy would get the same documents.`
      : selectedShare > 0.5
        ? `A proxy selects ${percent(selectedShare)} of the corpus: selections will differ little, and so will losses.`
        : null,
    Math.abs(epochs - targetEpochs) > SAME_EPOCHS * targetEpochs
      ? `A proxy reads its selection ${times(epochs)}, the target ${times(targetEpochs)}: a difference of ${(epochs / targetEpochs).toFixed(2)} times, by which repetition weighs in the losses.`
      : null,
    selectedShare < targetSelectedShare / 3 || selectedShare > targetSelectedShare * 3
      ? `A proxy takes the best ${percent(selectedShare)} of the corpus, the target the best ${percent(targetSelectedShare)}: the weights are learnt at another strictness than they are used at.`
      : null,
    checksWarning(settings),
    isLimited(settings)
      ? "Filters, caps and domain limits of the base recipe are not counted here: there may be fewer tokens to select from than this says."
      : null,
  ].filter((message) => message !== null);
  return [
    ...(steps < 1
      ? [{ kind: "error" as const, message: "The training tokens are less than one batch." }]
      : []),
    ...warnings.map((message) => ({ kind: "warning" as const, message })),
  ];
}

/** What keeps the verdict of a campaign open, whatever comes of it; null where nothing does. */
function checksWarning({ checks }: CampaignSettings): string | null {
  const missing = [
    checks.seeds < 2 ? "a second seed" : null,
    checks.uniform ? null : "equal weights",
    checks.random ? null : "documents at random",
  ].filter((what) => what !== null);
  return missing.length === 0
    ? null
    : `Without ${new Intl.ListFormat("en").format(missing)} it can't be told whether the learned weights are better.`;
}

const isLimited = ({ base: { filters, cap, domains } }: CampaignSettings): boolean =>
  filters !== undefined || cap !== undefined || domains.rule === "shares" || domains.rule === "bounds";

const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
const times = (epochs: number): string => `${epochs.toPrecision(3)} times`;
