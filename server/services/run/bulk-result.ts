import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { getRun } from "@/server/services/run/get";
import type { RunSummary } from "@/server/services/run/run-summary";

/** What became of one run of many that something was asked of. */
export interface BulkResult {
  readonly id: string;
  readonly name: string;
  /** `left`: it needed nothing, or could not; `refused`: it failed, `why` says for what reason. */
  readonly outcome: "done" | "left" | "refused";
  readonly why: string | null;
  /** The run that came of it. */
  readonly newId: string | null;
}

type Outcome = Pick<BulkResult, "outcome"> & Partial<Pick<BulkResult, "why" | "newId">>;

/** Does something with a run; what is refused becomes the result of this run alone. */
export async function bulkResult(
  ctx: Context,
  id: string,
  act: (run: RunSummary) => Promise<Outcome>,
): Promise<BulkResult> {
  let name = id;
  try {
    const run = await getRun({ ctx, input: { id } });
    name = run.name;
    return { id, name, why: null, newId: null, ...(await act(run)) };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const why = [error.message, error.way].filter((part) => part !== null).join(" ");
    return { id, name, outcome: "refused", why, newId: null };
  }
}
