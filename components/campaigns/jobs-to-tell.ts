import type { CampaignFits } from "@/server/services/campaign/fits";

/** Fits that wait or run, and those that have failed since one last succeeded. */
export function jobsToTell({
  fits,
  jobs,
}: {
  readonly fits: readonly Pick<CampaignFits["fits"][number], "createdAt">[];
  readonly jobs: CampaignFits["jobs"];
}): CampaignFits["jobs"] {
  const newest = Math.max(0, ...fits.map(({ createdAt }) => Date.parse(createdAt)));
  return jobs.filter(({ state, createdAt, finishedAt }) =>
    state === "failed"
      ? (finishedAt ?? createdAt).getTime() > newest
      : state === "queued" || state === "running",
  );
}
