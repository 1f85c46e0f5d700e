import { MEANINGS } from "@/components/campaigns/meanings";
import { Notes } from "@/components/campaigns/notes";
import { formatLoss, NONE } from "@/components/campaigns/campaign-text";
import { epochsText } from "@/components/training/plan.prepare";
import { formatCount, formatDuration, formatPlural } from "@/components/ui/format";
import { jobLine } from "@/components/ui/job-text";
import { Figure, Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import { isLearntFrom } from "@/core/campaign/proxy-roles";
import type { CampaignDetail, ProxySummary } from "@/server/services/campaign/campaign-summary";

/** How far a campaign is, what it has cost, and what went wrong, by number. */
export function CampaignHead({ campaign }: { readonly campaign: CampaignDetail }) {
  const { summary, proxies, computeSeconds } = campaign;
  const { counts, progress, error, learntFrom, bestLoss } = summary;
  const failed = proxies.filter(({ state }) => state === "failed");
  return (
    <Panel>
      <div className="flex flex-col gap-3">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
          <Figure
            label="Proxies done"
            value={`${formatCount(counts.done)} of ${formatCount(summary.proxies)}`}
            detail={standing(counts)}
          />
          <Figure
            label="To learn from"
            value={formatCount(learntFrom)}
            detail={`of ${formatCount(proxies.filter(({ role }) => isLearntFrom(role)).length)} drawn or proposed`}
          />
          <Figure
            label="Best loss"
            value={bestLoss === null ? NONE : formatLoss(bestLoss)}
            detail="nats a token, all domains"
          />
          <Figure
            label="Epochs a proxy"
            meaning={MEANINGS.passes}
            value={epochsOf(proxies)}
            detail="passes over its selection"
          />
          <Figure
            label="Cost so far"
            value={formatDuration(computeSeconds)}
            detail="processes × time of training"
          />
        </dl>
        <Progress
          label="Proxies done"
          share={summary.proxies === 0 ? 1 : (counts.done + counts.failed) / summary.proxies}
        />
        {progress !== null && <p className="text-xs text-muted">{jobLine(progress)}</p>}
        <Notes label="What went wrong" notes={error === null ? [] : [{ kind: "error", message: error }]} />
        {failed.length > 0 && <Failed failed={failed} />}
      </div>
    </Panel>
  );
}

/** "2 training, 5 waiting, 1 failed" */
function standing(counts: CampaignDetail["summary"]["counts"]): string {
  const parts = [
    [counts.training, "training"],
    [counts.queued, "queued"],
    [counts.waiting + counts.selected, "waiting"],
    [counts.stopped, "stopped"],
    [counts.failed, "failed"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return told.length === 0 ? "none is left" : told.join(", ");
}

function epochsOf(proxies: readonly ProxySummary[]): string {
  const epochs = proxies.flatMap((proxy) => proxy.epochs ?? []);
  if (epochs.length === 0) return NONE;
  const [low, high] = [Math.min(...epochs), Math.max(...epochs)].map(epochsText);
  return low === high ? (low ?? NONE) : `${low ?? ""} to ${high ?? ""}`;
}

/** Failed proxies before the list of them is cut. */
const MOST = 6;

const Failed = ({ failed }: { readonly failed: readonly ProxySummary[] }) => (
  <div className="rounded-md bg-danger-soft px-3 py-2 text-sm">
    <p className="font-medium">
      {formatPlural(failed.length, "proxy has", "proxies have")} failed and{" "}
      {failed.length === 1 ? "is" : "are"} left out of every fit
    </p>
    <ul>
      {failed.slice(0, MOST).map(({ id, number, runId, failure }) => (
        <li key={id}>
          {runId === null ? (
            `Proxy ${String(number)}`
          ) : (
            <TextLink href={`/runs/${runId}`}>Proxy {number}</TextLink>
          )}
          : {failure}
        </li>
      ))}
    </ul>
    {failed.length > MOST && (
      <p className="text-muted">and {formatCount(failed.length - MOST)} more, below</p>
    )}
  </div>
);
