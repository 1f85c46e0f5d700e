/**
 * Lines of a text in UTF-8 as it arrives, parted by line feeds alone: whatever else parts lines may stand inside JSON. No line
 * after the last line feed is none; a carriage return stays.
 */
export async function* textLines(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let line = "";
  for await (const piece of pieces) {
    const text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    const [first = "", ...more] = text.split("\n");
    line += first;
    for (const next of more) {
      yield line;
      line = next;
    }
  }
  line += decoder.decode();
  if (line !== "") yield line;
}
