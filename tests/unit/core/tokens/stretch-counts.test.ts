import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_KNOWN, StretchCounts } from "@/core/tokens/stretch-counts";

const viewOf = (bytes: Uint8Array): DataView => {
  const padded = new Uint8Array(bytes.length + LONGEST_KNOWN).fill(0xff);
  padded.set(bytes);
  return new DataView(padded.buffer);
};

describe("counts of stretches", () => {
  it("are found for the same bytes only, and only until they are forgotten", () => {
    const stretch = fc.uint8Array({ minLength: 1, maxLength: LONGEST_KNOWN });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 300 }), (stretches) => {
        const counts = new StretchCounts();
        const kept = new Map<string, number>();
        for (const bytes of stretches) {
          const view = viewOf(bytes);
          const found = counts.find(view, 0, bytes.length);
          const name = Buffer.from(bytes).toString("hex");
          expect([0, kept.get(name) ?? 0]).toContain(found);
          if (found !== 0) continue;
          kept.set(name, (kept.size % 255) + 1);
          counts.keep(view, 0, bytes.length, kept.get(name) ?? 0);
          expect(counts.find(view, 0, bytes.length)).toBe(kept.get(name));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("tell stretches apart that end in zero bytes", () => {
    const counts = new StretchCounts();
    const view = viewOf(Uint8Array.of(0x61, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    for (let length = 1; length <= 10; length += 1) {
      expect(counts.find(view, 0, length)).toBe(0);
      counts.keep(view, 0, length, length + 20);
    }
    expect(Array.from({ length: 10 }, (_, at) => counts.find(view, 0, at + 1))).toEqual([
      21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    ]);
  });
});
