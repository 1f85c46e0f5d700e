import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCorpora } from "@/server/services/corpus/list";
import { filesOf, importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const COUNT = 2000;
let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "killed-"));
  await writeSource(source, {
    "c4/a.jsonl": madeRecords("c4", COUNT / 2),
    "book/a.jsonl": madeRecords("book", COUNT / 2),
  });
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

/** Starts an import in a process of its own and kills it, without warning, as soon as it reports the phase. */
async function killedIn(phase: string, input: object): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      path.join(import.meta.dirname, "..", "support", "import-child.ts"),
      JSON.stringify(input),
    ],
    {
      env: studio.env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes(`"phase":"${phase}"`)) child.kill("SIGKILL");
  }
  const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe("SIGKILL");
}

describe("an import that was killed", () => {
  it.each(["reading", "sorting", "statistics", "writing"])(
    "while %s leaves nothing but scratch, which the same import clears before it succeeds",
    async (phase) => {
      const input = { id: randomUUID(), path: source, name: `killed ${phase}`, holdout: 0.01 };
      await killedIn(phase, input);
      const scratch = `import-${input.id}`;
      expect(await readdir(path.join(studio.home, "tmp"))).toContain(scratch);
      expect((await listCorpora({ ctx: studio.ctx })).map(({ name }) => name)).not.toContain(input.name);
      const result = await importFrom(studio, source, input);
      expect(result).toMatchObject({ versionId: input.id, number: 1 });
      expect(result.documents + result.validationDocuments).toBe(COUNT);
      expect(await readdir(path.join(studio.home, "tmp"))).not.toContain(scratch);
      expect(await readdir(path.join(studio.home, "corpora"))).toEqual([result.fingerprint]);
      expect(await filesOf(studio, result).scores()).toHaveLength(result.documents);
    },
  );
});
