import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { judgeProgram } from "@/server/services/corpus/importing/judge-program";
import type { Judged, Task } from "@/server/services/corpus/importing/judge-block";
import type { Answer, Question, ThreadData } from "@/server/services/corpus/importing/judge-messages";
import { readKernel } from "@/server/services/corpus/importing/kernel-files";
import { BLOCK_BYTES } from "@/server/services/corpus/importing/read-blocks";
import { SpareMemory } from "@/server/services/corpus/importing/spare-memory";

/** Beyond it one thread cannot read a file as fast as the others judge it. */
const MOST_THREADS = 16;
/** What a line leaves behind is soon free: memory for it that stays in the processor's caches is quicker than V8's 48 MB. */
const YOUNG_MB = 8;
/** Tasks a thread has at once, so that it need not wait for the next. */
const TASKS_A_THREAD = 2;

interface Waiting {
  readonly resolve: (judged: Judged) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** In the order of their tasks. */
  readonly waiting: Waiting[];
}

/** Threads that judge blocks side by side. */
export class JudgePool {
  /** Tasks that are worth to be under way at once. */
  readonly capacity: number;
  private readonly texts: SpareMemory;

  private constructor(
    private readonly threads: readonly Thread[],
    /** Of blocks of lines: taken to read them, given back once they are judged. */
    readonly blocks: SpareMemory,
  ) {
    this.capacity = threads.length * TASKS_A_THREAD;
    this.texts = new SpareMemory(this.capacity);
  }

  static async open(threads = Math.min(availableParallelism(), MOST_THREADS)): Promise<JudgePool> {
    const [program, kernel] = await Promise.all([judgeProgram(), readKernel()]);
    const data: ThreadData = { kernel };
    const blocks = new SpareMemory(threads * TASKS_A_THREAD);
    return new JudgePool(
      Array.from({ length: threads }, () => begin(program, data, blocks)),
      blocks,
    );
  }

  /** Takes back the memory of an answer whose texts nobody reads any more. */
  reuse({ batch }: Judged): void {
    this.texts.give(batch.text.bytes.buffer);
  }

  /** Hands a task to the thread that has least to do; the memory of a block of lines goes with it. */
  judge(task: Task): Promise<Judged> {
    const [first, ...others] = this.threads;
    if (first === undefined) throw new RangeError("a pool without threads");
    const free = others.reduce(
      (best, other) => (other.waiting.length < best.waiting.length ? other : best),
      first,
    );
    return new Promise((resolve, reject) => {
      free.waiting.push({ resolve, reject });
      const { content } = task;
      const read = content instanceof Uint8Array ? [content.buffer] : [];
      const question: Question = { task, memory: this.texts.take(read[0]?.byteLength ?? BLOCK_BYTES) };
      free.worker.postMessage(question, [question.memory, ...read]);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }
}

function begin(program: string, workerData: ThreadData, blocks: SpareMemory): Thread {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const worker = new Worker(program, { eval: true, workerData, resourceLimits });
  const waiting: Waiting[] = [];
  let failure: unknown = null;
  worker.on("message", ({ judged, read }: Answer) => {
    if (read !== null) blocks.give(read);
    waiting.shift()?.resolve(judged);
  });
  worker.on("error", (error) => (failure = error));
  worker.on("exit", () => {
    for (const { reject } of waiting.splice(0)) reject(failure ?? new Error("a thread of the import ended"));
  });
  return { worker, waiting };
}
