import { EXCERPT_CHARACTERS, excerptOf } from "@/server/services/document/document-row";

/** Bytes that hold an excerpt unless white space or long characters fill them. */
const FIRST_BYTES = 256;

/** `excerptOf` of a text of UTF-8, without decoding more of it than is needed. */
export function excerptOfUtf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let length = FIRST_BYTES; length < text.length; length *= 8) {
    const beginning = excerptOf(text.toString("utf8", 0, wholeCharacters(text, length)));
    // One that is full is not changed by what follows.
    if (beginning.length === EXCERPT_CHARACTERS) return beginning;
  }
  return excerptOf(text.toString("utf8"));
}

/** The most bytes up to `length` that cut no character in two. */
function wholeCharacters(text: Buffer, length: number): number {
  let end = length;
  while (((text[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
