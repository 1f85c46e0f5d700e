import { chunkStarts, cutChunks } from "@/components/reader/text-chunks";

interface Slice {
  readonly text: string;
  readonly next: number | null;
}

/** Each slice is cut with what was left of the one before: no chunk holds on to more than two slices. */
export function cutSlices(first: string, whole: boolean, slices: readonly Slice[]) {
  const complete = whole || slices.at(-1)?.next === null;
  const chunks: string[] = [];
  let rest = "";
  let loaded = 0;
  [first, ...slices.map(({ text }) => text)].forEach((text, index) => {
    loaded += text.length;
    const found = cutChunks(rest + text, complete && index === slices.length);
    chunks.push(...found.chunks);
    rest = found.rest;
  });
  return { chunks, starts: chunkStarts(chunks), loaded, complete };
}
