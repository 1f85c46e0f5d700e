import { TokenCounter } from "@/core/tokens/token-counter";
import { TABLE_BYTES, tablesIn } from "@/core/tokens/token-tables";
import type { KernelParts } from "@/server/services/corpus/importing/kernel-files";

/** Longer texts are counted without it: memory of WebAssembly is never given back. */
const LONGEST_TEXT = 4 * 1024 * 1024;
/** Looked at behind a text, whatever it is. */
const SLACK = 64;
const PAGE_BYTES = 65_536;

/** What workers/kernel/tokens.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly TABLE_BYTES: WebAssembly.Global<"i32">;
  readonly TEXT: WebAssembly.Global<"i32">;
  readonly count: (start: number, end: number) => number;
}

/** Counts tokens as `TokenCounter` does, in WebAssembly and several times as fast; takes 9 MB. */
export class TokenKernel {
  private readonly counter: TokenCounter;
  private readonly count: Exports["count"];
  private readonly memory: Uint8Array;
  private readonly text: number;

  constructor({ module, tables }: KernelParts) {
    this.counter = new TokenCounter(tablesIn(tables));
    const { exports } = new WebAssembly.Instance(module, {
      // Stretches that are too long for it.
      tokens: { countStretch: (start: number, end: number) => this.counter.count(this.memory, start, end) },
    });
    const { memory, TABLE_BYTES: bytes, TEXT, count } = exports as unknown as Exports;
    if (bytes.value !== TABLE_BYTES)
      throw new RangeError("workers/kernel/memory.ts has other tables than core/tokens");
    memory.grow(Math.ceil((TEXT.value + LONGEST_TEXT + SLACK) / PAGE_BYTES));
    this.memory = new Uint8Array(memory.buffer);
    this.memory.set(new Uint8Array(tables));
    this.text = TEXT.value;
    this.count = count;
  }

  /** As `countText` of `TokenCounter`. */
  countText(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 1) return 0;
    if (length > LONGEST_TEXT) return this.counter.countText(bytes, start, end);
    this.memory.set(bytes.subarray(start, end), this.text);
    return this.count(this.text, this.text + length);
  }
}
