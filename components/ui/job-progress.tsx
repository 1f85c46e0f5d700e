import { jobLine, jobShare, jobTitle, type JobProgress as Figures } from "@/components/ui/job-text";
import { Progress } from "@/components/ui/progress";

interface JobProgressProps {
  readonly kind: string;
  readonly state: string;
  readonly progress: Figures | null;
}

/** Share, rate and time left of a job. */
export const JobProgress = ({ kind, state, progress }: JobProgressProps) => (
  <div className="flex flex-col gap-1.5">
    <Progress label={jobTitle(kind)} share={jobShare(progress)} />
    <p className="text-xs text-muted">{state === "queued" ? "waiting for the worker" : jobLine(progress)}</p>
  </div>
);
