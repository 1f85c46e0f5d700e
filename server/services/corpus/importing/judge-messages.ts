import { parentPort, workerData } from "node:worker_threads";
import { judgeBlock, type Judged, type Task } from "@/server/services/corpus/importing/judge-block";
import type { KernelParts } from "@/server/services/corpus/importing/kernel-files";
import { memoryOf } from "@/server/services/corpus/importing/row-batch";
import { TokenKernel } from "@/server/services/corpus/importing/token-kernel";

export interface Question {
  readonly task: Task;
  /** For the texts of the answer. */
  readonly memory: ArrayBuffer;
}

export interface Answer {
  readonly judged: Judged;
  /** The memory of the lines that were judged; null of other rows. */
  readonly read: ArrayBuffer | null;
}

/** What a thread is begun with. */
export interface ThreadData {
  readonly kernel: KernelParts;
}

const { kernel } = workerData as ThreadData;
const counter = new TokenKernel(kernel);

// Tasks come and are answered one by one, in their order.
parentPort?.on("message", ({ task, memory }: Question) => {
  const judged = judgeBlock(task, memory, counter);
  const read = task.content instanceof Uint8Array ? task.content.buffer : null;
  const answer: Answer = { judged, read };
  parentPort?.postMessage(answer, [...memoryOf(judged.batch), ...(read === null ? [] : [read])]);
});
