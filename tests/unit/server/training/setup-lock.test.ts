import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withSetupLock } from "@/server/training/setup-lock";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "setup-lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the lock of the training environment", () => {
  it("turns away whoever comes while it is held, and is gone afterwards", async () => {
    await withSetupLock(file, "training environment", async () => {
      await expect(
        withSetupLock(file, "training environment", () => Promise.resolve(1)),
      ).rejects.toMatchObject({ code: "conflict" });
    });
    await expect(withSetupLock(file, "training environment", () => Promise.resolve(2))).resolves.toBe(2);
  });

  it("is released when the work fails", async () => {
    await expect(
      withSetupLock(file, "training environment", () => Promise.reject(new Error("broken"))),
    ).rejects.toThrow("broken");
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each(["", "4194999 linux:boot:1", `${String(process.pid)} another life`])(
    "does not hold when a crash left %j",
    async (left) => {
      await writeFile(file, left);
      await expect(withSetupLock(file, "training environment", () => Promise.resolve(3))).resolves.toBe(3);
    },
  );
});
