import { parentPort } from "node:worker_threads";
import { judgeBlock, type Judged, type Task } from "@/server/services/corpus/importing/judge-block";
import { memoryOf } from "@/server/services/corpus/importing/row-batch";

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

// Tasks come and are answered one by one, in their order.
parentPort?.on("message", ({ task, memory }: Question) => {
  const judged = judgeBlock(task, memory);
  const read = task.content instanceof Uint8Array ? task.content.buffer : null;
  const answer: Answer = { judged, read };
  parentPort?.postMessage(answer, [...memoryOf(judged.batch), ...(read === null ? [] : [read])]);
});
