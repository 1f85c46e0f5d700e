import { StudioError } from "@/core/errors";
import type { BuildTable } from "@/workers/browser/build-table";
import type { ScorePartsAnswer } from "@/workers/browser/score-parts-protocol";

/** `buildTable` in a worker of its own: fetching, hashing and joining 100 MB leave the page alone. */
export const loadTable: BuildTable = (request, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./score-parts.worker.ts", import.meta.url), { type: "module" });
    const end = (settle: () => void): void => {
      worker.terminate();
      signal.removeEventListener("abort", abort);
      settle();
    };
    const abort = (): void =>
      end(() => reject(new StudioError("cancelled", "The loading of the scores was cancelled.")));
    worker.addEventListener("message", ({ data }: MessageEvent<ScorePartsAnswer>) => {
      if (data.kind === "progress") onProgress(data.progress);
      else if (data.kind === "table") end(() => resolve(data.table));
      else end(() => reject(new StudioError(data.code, data.message, data.way)));
    });
    worker.addEventListener("error", (event) =>
      end(() =>
        reject(
          new StudioError(
            "unavailable",
            `The scores could not be loaded: ${event.message || "the worker for it did not start"}.`,
            "Reload the page.",
          ),
        ),
      ),
    );
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort);
    worker.postMessage(request);
  });
