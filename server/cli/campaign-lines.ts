import type { CampaignEstimate } from "@/core/campaign/campaign-estimate";
import type { CheckFigures } from "@/core/campaign/campaign-check";
import type { Answer } from "@/server/cli/command";
import { share, size, table } from "@/server/cli/layout";
import type {
  CampaignDetail,
  CampaignSummary,
  ProxySummary,
} from "@/server/services/campaign/campaign-summary";
import type { ImportedLosses } from "@/server/services/campaign/import-losses";

const loss = (value: number | null): string => (value === null ? "–" : value.toFixed(4));

export const campaignsLines = (campaigns: readonly CampaignSummary[], archived: boolean): string[] =>
  campaigns.length === 0
    ? [archived ? "No campaign is archived." : "No campaign yet. Begin one: npm run studio -- campaign demo."]
    : table([
        ["name", "corpus", "state", "proxies", "done", "failed", "best loss", "id"],
        ...campaigns.map(({ name, corpus, state, proxies, counts, bestLoss, id }) => [
          ...[name, corpus.name, state, proxies, counts.done, counts.failed, loss(bestLoss), id],
        ]),
      ]);

/** Failed proxies, and those with the least loss, that a terminal shows; --json has all. */
const SHOWN = 20;

export function campaignAnswer({ summary, proxies, targets, computeSeconds }: CampaignDetail): Answer {
  const { id, name, state, counts, error } = summary;
  const failed = proxies.filter(({ failure }) => failure !== null);
  const ranked = proxies
    .filter((proxy) => proxy.loss !== null)
    .toSorted((a, b) => (a.loss ?? 0) - (b.loss ?? 0));
  return {
    json: {
      ...{ id, name, state, error, counts, computeSeconds, targets },
      proxies: proxies.map(({ number, role, state: at, loss: measured, contradicted, failure }) => ({
        ...{ number, role, state: at, loss: measured, contradicted, failure },
      })),
    },
    lines: [
      `Campaign ${id} (${name}) ${state}${summary.archived ? ", archived" : ""}: ${String(counts.done)} of ${String(proxies.length)} proxies done, ${String(counts.failed)} failed; ` +
        `${(computeSeconds / 3600).toFixed(2)} hours of training.`,
      ...(error === null ? [] : [error]),
      ...proxies.filter(({ contradicted }) => contradicted.length > 0).map(contradiction),
      ...failed.slice(0, SHOWN).map(({ number, failure }) => `  proxy ${String(number)}: ${failure ?? ""}`),
      ...(ranked.length === 0 ? [] : ["", ...table([HEAD, ...ranked.slice(0, SHOWN).map(row)])]),
    ],
  };
}

const contradiction = ({ number, contradicted }: ProxySummary): string =>
  `  proxy ${String(number)}: a file told another ${contradicted.join(", ")} than was measured here later; the measured one counts.`;

const HEAD = ["proxy", "role", "loss", "documents", "epochs"];

const row = ({ number, role, loss: measured, selection, epochs }: ProxySummary): (string | number)[] => [
  String(number),
  role,
  loss(measured),
  selection?.documents ?? 0,
  epochs === null ? "–" : epochs.toFixed(2),
];

export const estimateLines = (cost: CampaignEstimate): string[] => [
  `${String(cost.trainings)} trainings of ${cost.tokensPerProxy.toLocaleString("en-US")} tokens on selections of ${cost.selectionTokensPerProxy.toLocaleString("en-US")} ` +
    `(${share(cost.selectedShare, 1)} of the corpus, read ${cost.epochs.toFixed(2)} times).`,
  `${size(cost.bytes.selections)} of selections, ${size(cost.bytes.trainings)} of models and checkpoints.`,
  ...table([
    ["on", "GPU-hours"],
    ...cost.gpus.map(({ label, hours }) => [label, hours.toFixed(1)]),
    ...(cost.measured === null
      ? []
      : [[`measured here (${cost.measured.device})`, cost.measured.hours.toFixed(1)]]),
  ]),
  ...cost.problems.map(({ message }) => message),
];

/** What was foretold beside what was measured, and the verdict. */
export const checkLines = ({ rows, noise, verdict }: CheckFigures): string[] => [
  ...table([
    ["check", "seeds", "predicted", "measured"],
    ...rows.map(({ role, losses, foretold, mean }) => [
      ...[role, losses.length, loss(foretold?.predicted ?? null), loss(mean)],
    ]),
  ]),
  ...(noise === null ? [] : [`Noise between seeds: ${noise.sd.toFixed(4)} (standard deviation).`]),
  verdict.text,
];

export const problemLines = ({ added, known, matched, problems }: ImportedLosses): string[] => [
  `${String(added)} losses added, ${String(known)} there already, ${String(problems.length)} problems.`,
  `Rows matched by the id of the proxy: ${String(matched.proxy)}, of its run: ${String(matched.run)}, by its number: ${String(matched.number)}.`,
  ...problems.slice(0, SHOWN).map(({ where, reason }) => `  ${where}: ${reason}`),
  ...(problems.length > SHOWN ? ["  … --json tells the others."] : []),
];
