import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundFolder } from "@/server/storage/bounded-folder";
import { readOrdinals, writeOrdinals } from "@/server/storage/ordinal-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ordinals-"));
});
afterAll(() => rm(folder, { recursive: true }));

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

describe("a file of ordinals", () => {
  it("gives back what was written, also nothing", async () => {
    const file = path.join(folder, "back.u32");
    for (const ordinals of [[], [0], [7, 3, 4_294_967_295]]) {
      await writeOrdinals(file, Uint32Array.from(ordinals));
      expect(await readOrdinals(file)).toEqual(Uint32Array.from(ordinals));
    }
  });

  it("is nothing when it is gone, cut short or one bit of it has turned", async () => {
    const file = path.join(folder, "damaged.u32");
    await writeOrdinals(file, Uint32Array.from([1, 2, 3, 4]));
    const whole = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const turned = Buffer.from(whole);
        turned[at] = (turned[at] ?? 0) ^ (1 << bit);
        await writeFile(file, turned);
        expect(await readOrdinals(file)).toBeNull();
        await writeFile(file, whole.subarray(0, at));
        expect(await readOrdinals(file)).toBeNull();
      }),
      { numRuns: 30 },
    );
    expect(await readOrdinals(path.join(folder, "none.u32"))).toBeNull();
  });
});

describe("a bounded folder", () => {
  it("loses what was used longest ago, and reading is using", async () => {
    const root = path.join(folder, "cache");
    const files = ["a/1.u32", "a/2.u32", "b/3.u32"].map((name) => path.join(root, name));
    for (const [age, file] of files.entries()) {
      await writeOrdinals(file, Uint32Array.from([age]));
      const used = new Date(Date.now() - 1_000_000 + age * 1000);
      await utimes(file, used, used);
    }
    const bytes = (await stat(files[0] ?? "")).size;
    await readOrdinals(files[0] ?? "");
    await boundFolder(root, 2 * bytes);
    expect(await Promise.all(files.map(exists))).toEqual([true, false, true]);
    await boundFolder(path.join(folder, "never made"), 0);
  });
});
