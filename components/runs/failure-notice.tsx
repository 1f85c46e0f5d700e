import { CircleAlert } from "lucide-react";
import { failureWay } from "@/components/runs/failure-way";
import { TextLink } from "@/components/ui/text-link";
import type { RunSummary } from "@/server/services/run/run-summary";

/** Why the run failed, and what to do about it. */
export const FailureNotice = ({ run }: { readonly run: RunSummary }) => (
  <div role="alert" className="flex items-start gap-2.5 rounded-md bg-danger-soft px-3 py-2.5 text-sm">
    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
    <div className="min-w-0 flex-1">
      <p className="font-medium break-words">
        {run.failure ?? "The run failed without a word on why."}
        {run.failureCode !== null && <span className="text-muted"> Exit code {run.failureCode}.</span>}
      </p>
      <p className="text-muted">
        {failureWay(run.failureCode)}{" "}
        <TextLink href={`/selections/${run.selection.id}`}>Open the selection</TextLink>
      </p>
    </div>
  </div>
);
