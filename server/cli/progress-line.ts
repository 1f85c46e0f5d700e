import type { JobProgress } from "@/server/services/job/job-summary";

/** Writes progress to standard error: one line that is rewritten on a terminal, a line a phase elsewhere. */
export function progressLine(output: NodeJS.WriteStream): {
  write: (progress: JobProgress) => void;
  end: () => void;
} {
  let phase = "";
  let isOpen = false;
  const write = (progress: JobProgress): void => {
    const { done, total, unit } = progress;
    const amount = `${done.toLocaleString("en-US")}${total === null ? "" : ` of ${total.toLocaleString("en-US")}`} ${unit}`;
    if (output.isTTY) {
      output.write(`\r\u001b[K${progress.phase} · ${amount}`.slice(0, output.columns + 4));
      isOpen = true;
    } else if (progress.phase !== phase) output.write(`${progress.phase}\n`);
    phase = progress.phase;
  };
  const end = (): void => {
    if (isOpen) output.write("\n");
    isOpen = false;
  };
  return { write, end };
}
