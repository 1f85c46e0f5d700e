import { StudioError } from "@/core/errors";
import { buildTable, type TableRequest } from "@/workers/browser/build-table";
import type { ScorePartsAnswer } from "@/workers/browser/score-parts-protocol";

/** Milliseconds between two reports of progress: the page draws no faster. */
const REPORT_MS = 50;

const answer = (message: ScorePartsAnswer, transfer: Transferable[] = []): void =>
  postMessage(message, { transfer });

/** Makes one table and has nothing more to do; whoever asked ends this worker. */
async function make(request: TableRequest): Promise<void> {
  let told = -Infinity;
  const table = await buildTable(
    request,
    (progress) => {
      if (progress.loaded < progress.total && performance.now() - told < REPORT_MS) return;
      told = performance.now();
      answer({ kind: "progress", progress });
    },
    new AbortController().signal,
  );
  answer({ kind: "table", table }, [table.buffer]);
}

addEventListener("message", ({ data }: MessageEvent<TableRequest>) => {
  make(data).catch((cause: unknown) => {
    const { code, message, way } =
      cause instanceof StudioError
        ? cause
        : new StudioError("unavailable", cause instanceof Error ? cause.message : String(cause));
    answer({ kind: "failed", code, message, way });
  });
});
