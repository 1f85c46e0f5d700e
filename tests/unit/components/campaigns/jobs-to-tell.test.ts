import { expect, it } from "vitest";
import { jobsToTell } from "@/components/campaigns/jobs-to-tell";
import type { CampaignFits } from "@/server/services/campaign/fits";
import { madeFit } from "./fit-fixture";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 12, minute));
const job = (id: string, state: CampaignFits["jobs"][number]["state"], minute: number) => ({
  ...{ id, state, kind: "fit-campaign", progress: null, result: null, error: null },
  ...{ createdAt: at(minute - 1), startedAt: null, finishedAt: state === "failed" ? at(minute) : null },
});

it("tells of fits under way and of failures that no fit has followed", () => {
  const jobs = [
    job("new", "failed", 9),
    job("runs", "running", 2),
    job("old", "failed", 3),
    job("off", "cancelled", 9),
  ];
  const fits = [madeFit({ createdAt: at(5).toISOString() })];
  expect(jobsToTell({ fits, jobs }).map(({ id }) => id)).toEqual(["new", "runs"]);
  expect(jobsToTell({ fits: [], jobs }).map(({ id }) => id)).toEqual(["new", "runs", "old"]);
});
