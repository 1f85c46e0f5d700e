import { describe, expect, it } from "vitest";
import { bulkPlan } from "@/components/runs/bulk.prepare";
import { ALL_RUNS } from "@/components/runs/runs-address";
import {
  filterChoices,
  filteredRuns,
  groupTitle,
  troubledFirst,
} from "@/components/runs/runs-listing.prepare";
import { runSummary } from "@/tests/support/run-summary";

const runs = [
  runSummary({ id: "waits", state: "queued" }),
  runSummary({ id: "trains", state: "running", name: "Ship one", model: "1.3B" }),
  runSummary({ id: "away", state: "running", unreachable: true }),
  runSummary({ id: "silent", state: "stalled" }),
  runSummary({ id: "broken", state: "failed", name: "Ship two" }),
  runSummary({ id: "stopped", state: "cancelled" }),
  runSummary({ id: "stops", state: "cancelling" }),
  runSummary({ id: "good", state: "succeeded" }),
];
const ids = (found: readonly { readonly id: string }[]): string[] => found.map(({ id }) => id);

describe("the list of runs", () => {
  it("has what needs somebody first and leaves the rest as it came", () => {
    expect(ids(troubledFirst(runs))).toEqual([
      "away",
      "silent",
      "broken",
      "waits",
      "trains",
      "stopped",
      "stops",
      "good",
    ]);
  });

  it("shows the runs that have every word of the search and agree with every filter", () => {
    expect(ids(filteredRuns(runs, { ...ALL_RUNS, search: "SHIP small" }))).toEqual(["trains", "broken"]);
    expect(ids(filteredRuns(runs, { ...ALL_RUNS, search: "ship", state: "failed" }))).toEqual(["broken"]);
    expect(ids(filteredRuns(runs, { ...ALL_RUNS, model: "1.3B", recipe: "another" }))).toEqual([]);
    expect(filteredRuns(runs, ALL_RUNS)).toEqual(runs);
  });

  it("offers the values there are, and the one that is set though no run has it any more", () => {
    expect(filterChoices(runs, "model", null)).toEqual([
      { value: "1.3B", count: 1 },
      { value: "tiny", count: 7 },
    ]);
    expect(filterChoices(runs, "state", "staging").slice(0, 2)).toEqual([
      { value: "staging", count: 0 },
      { value: "queued", count: 1 },
    ]);
  });

  it("names a group by what its runs have in common", () => {
    const run = runSummary({ id: "a" });
    expect(groupTitle(run, "recipe")).toBe("longest first (cdcdcdcdcd)");
    expect(groupTitle(run, "selection")).toBe("Selection ababababab, longest first on Small");
  });
});

describe("an act on many runs", () => {
  it("says of every run whether it is cancelled or left alone", () => {
    const { on, sentences } = bulkPlan("cancel", runs);
    expect(ids(on)).toEqual(["waits", "trains", "away", "silent"]);
    expect(sentences).toEqual([
      "1 run waits and will never train.",
      "3 runs have begun: the training stops and cannot be taken up again.",
      "1 run is stopping already.",
      "3 runs have ended and are left alone.",
    ]);
  });

  it("says of every run whether it is trained again or left alone", () => {
    const { on, sentences } = bulkPlan("retry", runs);
    expect(ids(on)).toEqual(["broken", "stopped"]);
    expect(sentences).toEqual([
      "2 runs that failed or were cancelled: as many new runs train the same from the first step.",
      "1 run succeeded and is left alone.",
      "5 runs have not ended and are left alone.",
    ]);
  });
});
